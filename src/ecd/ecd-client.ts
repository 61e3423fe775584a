// The adapter's interface: ECD's image actions as the rest of the program sees them.

/** Whether a call took effect: it did, it surely did not, or nobody can know. */
export type CallOutcome = 'applied' | 'not-applied' | 'unknown';

/** An image as DescribeImages shows it. */
export interface EcdImage {
  imageId: string;
  name: string;
  description: string;
  /** `Creating`, `Available`, `CreateFailed`, or whatever else the service says; `''` when it says nothing. */
  status: string;
  /** How far a copy is, 0 to 100. */
  percent?: number | undefined;
  /** `CUSTOM` or `SYSTEM`. */
  imageType: string;
  /** ISO 8601 in UTC. */
  creationTime?: string | undefined;
  osType?: string | undefined;
  platform?: string | undefined;
  /** GiB. */
  size?: number | undefined;
  sharedCount?: number | undefined;
  /** An encrypted image cannot be shared. */
  encrypted: boolean;
}

/** A success: its value, its RequestId (`''` when the answer had none that can be one), and the service's own time. */
export interface EcdAnswer<T> {
  value: T;
  requestId: string;
  /** From the `Date` header, to the second. */
  date?: Date | undefined;
}

/** Where to copy an image to, and what the copy is called there. */
export interface CopyImageRequest {
  /** Region of the source image. */
  regionId: string;
  imageId: string;
  destinationRegionId: string;
  destinationImageName: string;
  destinationDescription: string;
}

/** How to send one call. */
export interface SendOptions {
  /** Sent, and signed, as `x-acs-date` in place of this machine's time: the gateway refuses dates older than 15 min. */
  date?: Date | undefined;
}

/**
 * ECD's image actions. Each goes to the endpoint of its `regionId`, is sent once and never repeated, and rejects with
 * `EcdError`.
 */
export interface EcdClient {
  /** Not idempotent: every call may make an image. The value is the id of the new image in the destination region. */
  copyImage(request: CopyImageRequest, options?: SendOptions): Promise<EcdAnswer<{ imageId: string }>>;
  /** `regionId` and `imageId` are those of the copy, not of its source. */
  cancelCopyImage(request: { regionId: string; imageId: string }, options?: SendOptions): Promise<EcdAnswer<void>>;
  /**
   * All pages of the region's custom images; a failed page fails the listing, and so do more than 200 pages. `date` is
   * that of the last page.
   */
  listImages(request: { regionId: string }): Promise<EcdAnswer<{ images: EcdImage[]; pages: number }>>;
  /**
   * 1 to 100 ids, else `RangeError`. Unknown ids are absent from the value, also when the service refuses the call for
   * them: it then takes a call for each id.
   */
  describeImages(request: { regionId: string; imageIds: readonly string[] }): Promise<EcdAnswer<EcdImage[]>>;
  /** Accounts are Alibaba Cloud account ids, as digit strings. */
  modifyImagePermission(
    request: {
      regionId: string;
      imageId: string;
      addAccounts: readonly string[];
      removeAccounts?: readonly string[] | undefined;
    },
    options?: SendOptions,
  ): Promise<EcdAnswer<void>>;
  /** The accounts that the image is shared with. */
  describeImagePermission(request: { regionId: string; imageId: string }): Promise<EcdAnswer<string[]>>;
  /** 1 to 100 ids, else `RangeError`. */
  deleteImages(request: { regionId: string; imageIds: readonly string[] }): Promise<EcdAnswer<void>>;
  describeRegions(request: { regionId: string }): Promise<EcdAnswer<{ regionId: string; localName: string }[]>>;
}
