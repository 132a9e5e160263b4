/** Every text of the drawn tables. Labels are not among them: they come from the form. */
export const texts = {
  blank: (name: string) => `${name}：未填写`,
  filled: (name: string, shown: string) => `${name}：${shown}`,
  doubt: "读取时没有把握，请对照原文",
} as const;
