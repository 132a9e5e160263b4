/** Every text of the section editor. */
export const texts = {
  editor: (heading: string) => `${heading}：正文`,
  blankFigure: "未填",
  count: (characters: number, limit: number | null) =>
    limit === null ? `${String(characters)} 字` : `${String(characters)} / ${String(limit)} 字`,
  overLimit: (over: number) => `超出 ${String(over)} 字，原则上不超过规定字数`,
  guidance: "填写要求：",
  insertFigure: "插入关联数字",
  noFigure: "没有这样的格，请换个名称或数字查找",
  figureOption: (name: string, shown: string) => `${name}：${shown === "" ? "未填" : shown}`,
  openings: "写法参考",
  offer: (words: string, name: string) => `“${words}”与表中“${name}”相同。`,
  accept: "换成关联数字",
  acceptKey: "Ctrl+Enter",
  decline: "不用",
  linked: (name: string) => `已换成关联数字：${name}。可以撤销。`,
  pasted: (paragraphs: number) => `已粘贴 ${String(paragraphs)} 段，去掉了原来的格式。可以撤销。`,
  carried: "沿用上年，待修改",
  reviewed: "已核对，去掉标记",
} as const;
