/** Every text about long work. */
export const texts = {
  far: (done: number, of: number) => `第 ${String(Math.min(done + 1, of))} / ${String(of)} 份`,
  share: (done: number, of: number) => `${String(Math.floor((done / of) * 100))}%`,
  stop: "停止",
  stopping: "做完手上这一步就停…",
} as const;
