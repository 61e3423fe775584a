// ModifyImagePermission and DescribeImagePermission.
import { toAccountId } from '../account-id';
import { ApiError } from '../api-error';
import type { Cloud } from '../cloud';
import { type Image, shownShares } from '../image';
import { type Action, checkIsOwn, imageKeyOf } from './action';

const MAX_ADDED = 20;
const MAX_REMOVED = 10;

/** Entries of RemoveAccount past the tenth are ignored without a word, as the SDK's documentation says. */
export const modifyImagePermission: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  const added = accountsOf('AddAccount', parameters.list('AddAccount'));
  const removed = accountsOf('RemoveAccount', parameters.list('RemoveAccount').slice(0, MAX_REMOVED));
  if (added.length > MAX_ADDED) {
    throw new ApiError('InvalidParameter.AddAccount', `At most ${MAX_ADDED} accounts can be added in one call.`);
  }
  checkShareable(image, cloud);
  if (cloud.settings.refuseRepeatedShares && added.some((account) => image.sharedWith.includes(account))) {
    throw new ApiError('InvalidParameter.AddAccount', 'The image is shared with the specified account already.');
  }
  const accounts = new Set([...image.sharedWith, ...added]);
  for (const account of removed) accounts.delete(account);
  checkQuota(image, accounts.size, cloud);
  cloud.share(image, [...accounts]);
  return {};
};

/** The accounts that an image is shared with, as they were so long ago as reads lag. */
export const describeImagePermission: Action = ({ cloud, parameters }) => {
  const image = cloud.findVisible(imageKeyOf(parameters));
  if (image.receivedFrom !== undefined) checkIsOwn(image, 'read the permissions of');
  const shares = shownShares(image, cloud.now(), cloud.settings);
  return shares.length === 0 && cloud.settings.omitEmptyAliUids ? {} : { AliUids: shares };
};

/** As the service keeps them. Throws `InvalidParameter.<name>`. */
function accountsOf(parameter: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const account = toAccountId(text);
    if (account === undefined) throw new ApiError(`InvalidParameter.${parameter}`, `${text} is not an account id.`);
    return account;
  });
}

function checkShareable(image: Image, cloud: Cloud): void {
  checkIsOwn(image, 'share');
  if (image.encrypted) throw new ApiError('OperationDenied.EncryptedImage', 'An encrypted image cannot be shared.');
  if (cloud.stateOf(image) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'The specified image is not Available.');
  }
}

function checkQuota(image: Image, wanted: number, cloud: Cloud): void {
  const { sharesPerImage, sharesPerAccount } = cloud.settings;
  // Taking accounts away is never refused, also where a setting was lowered.
  const growth = wanted - image.sharedWith.length;
  if (growth <= 0) return;
  if (wanted > sharesPerImage) {
    throw new ApiError('QuotaExceed.Share', `An image can be shared with at most ${sharesPerImage} accounts.`);
  }
  if (sharesPerAccount === 0) return;
  const shares = cloud.allImages().reduce((sum, { sharedWith }) => sum + sharedWith.length, 0);
  if (shares + growth > sharesPerAccount) {
    throw new ApiError('QuotaExceed.Share', `All images together can be shared at most ${sharesPerAccount} times.`);
  }
}
