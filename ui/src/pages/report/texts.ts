/** Every text of this page. */
export const texts = {
  appName: "信息公开年报",
  openSample: "打开示例",
  chooseSource: "打开一份年报…",
  print: "打印 PDF…",
  sample: "示例",
  subject: (agency: string, year: number) => `${agency} · ${String(year)}年`,

  back: "历年年报",
  keep: "存入年报库",
  kept: { new: "已存入年报库。", equal: "年报库里已经有这份年报，内容相同。", replaced: "已替换年报库里的那份；原来的在历史版本里。" },
  keptDifferent: "年报库里已经有这个机关这一年的年报，内容不同，没有覆盖。要用这份替换它吗？原来的会留在历史版本里。",
  replace: "替换",

  emptyTitle: "核对一份政府信息公开年报",
  emptyLead: "打开一份已公布的年报，不存入年报库，核对表格里的数字，再按规定格式打印成 PDF。",
  emptyFormats: "支持网页、文本、Word、Excel、有文字层的 PDF 和本程序的数据；也可以把文件拖到窗口里。",
  emptyPrivate: "全部在本机完成，不联网。",

  reading: "正在读取…",
  printing: "正在生成 PDF…",
  reportLabel: "年报",
  legendDoubt: "虚线框：读取时没有把握，请对照原文",
  legendBlank: "斜纹：未填写（空白不等于 0）",
  emptySection: "（本部分没有文字）",

  printed: (name: string) => `已保存为“${name}”`,
  printedFolder: (folder: string) => `位置：${folder}`,
  open: "打开",
  reveal: "在文件夹中显示",
  dismiss: "关闭提示",
  pageFailed: "界面出错，这一步没有完成。请再试一次；如仍出错，请重新打开程序。",
} as const;
