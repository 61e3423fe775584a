// Region ids of ECD and the host names that are made from them.

/**
 * Regions of Alibaba Cloud's public product list for ECD (aliyun-openapi-meta, April 2026), and us-east-1 of the SDK's
 * endpoint map. A floor, not a whitelist: DescribeRegions tells what there is.
 */
export const ECD_REGION_IDS: readonly string[] = [
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'cn-beijing',
  'cn-chengdu',
  'cn-guangzhou',
  'cn-hangzhou',
  'cn-hangzhou-finance',
  'cn-hongkong',
  'cn-nanjing',
  'cn-qingdao',
  'cn-shanghai',
  'cn-shanghai-finance-1',
  'cn-shenzhen',
  'cn-wulanchabu',
  'cn-zhangjiakou',
  'eu-central-1',
  'eu-west-1',
  'me-central-1',
  'me-east-1',
  'us-east-1',
  'us-west-1',
];

/** Two letters, then parts after hyphens: nothing in it can end a host name's label or begin another one. */
const REGION_ID = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** The most that a label of a host name may have (RFC 1035, 2.3.4). */
const MAX_LENGTH = 63;

/** Whether a text has the form of a region id, such as `cn-hangzhou`. It becomes part of a host name. */
export function isRegionId(text: string): boolean {
  return text.length <= MAX_LENGTH && REGION_ID.test(text);
}

/** The public host of a region, by the SDK's rule `regional`. The caller has checked the id with `isRegionId`. */
export function regionalHost(regionId: string): string {
  return `ecd.${regionId}.aliyuncs.com`;
}
