// What is true of an image of the model cloud, whatever reads show of it.

/** What is true of an image, whatever reads show. Times in ms since the epoch. */
export interface ModelImage {
  imageId: string;
  name: string;
  description: string;
  /** The copy that it is, and the run whose call made it; undefined for an image of somebody else's. */
  copyKey?: string | undefined;
  madeBy?: string | undefined;
  createdAt: number;
  /** As reads tell it. */
  creationTime: string;
  /** When it shows by its id, and in listings. */
  shownAt: number;
  listedAt: number;
  describedAt: number;
  undescribedAt: number;
  availableAt: number;
  permittedAt: number;
  fails: boolean;
  /** The service made two of one call. */
  isDoubled: boolean;
  /** When each account can be read back. */
  accounts: Map<string, number>;
  /** The accounts of each call that added some and said so. */
  adds: (readonly string[])[];
  removedAt?: number | undefined;
  /** What is shown until it is Available. */
  unfinished: string;
  osType: string;
  platform: string;
  size: number;
  encrypted: boolean;
}

/** What the source is, and every copy of it. */
export const SOURCE_PROPERTIES = { osType: 'WINDOWS', platform: 'Windows Server 2019', size: 80, encrypted: false };
