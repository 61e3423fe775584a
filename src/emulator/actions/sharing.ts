// ModifyImagePermission and DescribeImagePermission.
import { ApiError } from '../api-error';
import { type Action, imageKeyOf } from './action';

const MAX_ADDED = 20;
const MAX_REMOVED = 10;

/** Entries of RemoveAccount past the tenth are ignored without a word, as the SDK's documentation says. */
export const modifyImagePermission: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  const added = parameters.list('AddAccount');
  const removed = parameters.list('RemoveAccount').slice(0, MAX_REMOVED);
  checkAccounts('AddAccount', added);
  checkAccounts('RemoveAccount', removed);
  if (added.length > MAX_ADDED) {
    throw new ApiError('InvalidParameter.AddAccount', `At most ${MAX_ADDED} accounts can be added in one call.`);
  }
  if (image.imageType === 'SYSTEM') throw new ApiError('IncorrectImageOwner', 'A system image cannot be shared.');
  if (image.encrypted) throw new ApiError('OperationDenied.EncryptedImage', 'An encrypted image cannot be shared.');
  if (cloud.statusOf(image) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'The specified image is not Available.');
  }
  const accounts = new Set([...image.sharedWith, ...added]);
  for (const account of removed) accounts.delete(account);
  if (accounts.size > cloud.settings.sharesPerImage) {
    throw new ApiError(
      'QuotaExceed.Share',
      `An image can be shared with at most ${cloud.settings.sharesPerImage} accounts.`,
    );
  }
  image.sharedWith = [...accounts];
  image.changedAt = cloud.now();
  return {};
};

/** The accounts that an image is shared with. */
export const describeImagePermission: Action = ({ cloud, parameters }) => {
  const image = cloud.findVisible(imageKeyOf(parameters));
  return { AliUids: [...image.sharedWith] };
};

function checkAccounts(parameter: string, accounts: readonly string[]): void {
  const wrong = accounts.find((account) => !/^\d{1,19}$/.test(account));
  if (wrong !== undefined) throw new ApiError(`InvalidParameter.${parameter}`, `${wrong} is not an account id.`);
}
