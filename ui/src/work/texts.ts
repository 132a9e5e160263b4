/** Every text about long work. */
export const texts = {
  far: (done: number, of: number) => `第 ${String(Math.min(done + 1, of))} / ${String(of)} 份`,
  share: (done: number, of: number) => `${String(Math.floor((done / of) * 100))}%`,
  backingUp: "正在做今天的备份…",
  stop: "停止",
  closing: "还不能关闭",
  closeAnyway: "仍要关闭",
  stay: "留下",
  unstored: (count: number) => `有 ${String(count)} 份往年年报对照确认过，还没有存入年报库，关闭后这些确认会丢失。`,
  stopping: "做完手上这一步就停…",
} as const;
