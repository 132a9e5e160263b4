/** What can be set. */

/** Where the agency stands: the form asks some of it of some only. */
export type Level = "ministry" | "province" | "city" | "county" | "township" | "department";

export interface Settings {
  agency: string;
  level: Level | null;
  region: string;
  contact: string;
  address: string;
  /** The day of the year's first months by which the report is due, as MM-DD. */
  deadline: string;
  /** The folder the library is in; the host chooses another. */
  folder: string;
  /** In percent, 80 to 200. */
  scale: number;
}

export interface Backup {
  id: string;
  when: string;
  size: string;
}
