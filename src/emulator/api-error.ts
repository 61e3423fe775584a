// The errors of the service, as its gateway sends them. ECD's own list of codes is not public: the codes of the image
// actions are those of ECS, by analogy.

const HTTP_STATUS: Record<string, number> = {
  InternalError: 500,
  UnsupportedHTTPMethod: 405,
  'InvalidAction.NotFound': 404,
  InvalidVersion: 400,
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidRegionId.NotFound': 404,
  'InvalidImageId.NotFound': 404,
  IncorrectImageOwner: 403,
  'OperationDeined.EncryptedSnapshot': 403,
  'QuotaExceed.Image': 403,
  'QuotaExceed.Share': 403,
  'DestinationRegion.NotFound': 403,
};

/** A refusal: code, message, and the headers that go with it. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly statusCode: number;

  constructor(
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
    statusCode?: number,
  ) {
    super(message);
    this.statusCode = statusCode ?? HTTP_STATUS[code] ?? 400;
  }
}
