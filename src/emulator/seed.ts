// What the emulated cloud holds at its start: keys, regions, images. From a file, or a default that is enough to try.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { toAccountId } from './account-id';
import { changed, DEFAULT_SETTINGS, partialSettings, type Settings } from './settings';

const regionId = z.string().regex(/^[a-z]{2}(-[a-z0-9]+)+$/, 'must be a region id such as cn-hangzhou');

const accountId = z
  .string()
  .refine((text) => toAccountId(text) !== undefined, 'must be an account id: digits of a number below 2^63')
  .transform((text) => toAccountId(text) ?? text);

/** Types of desktops that an image fits when the seed does not say. */
const GENERAL_DESKTOPS = ['eds.general.2c4g', 'eds.general.4c8g', 'eds.general.8c16g'] as const;

const imageFields = z.strictObject({
  regionId,
  imageId: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  description: z.string().default(''),
  status: z.enum(['Available', 'Creating', 'CreateFailed']).default('Available'),
  imageType: z.enum(['CUSTOM', 'SYSTEM']).default('CUSTOM'),
  osType: z.string().default('WINDOWS'),
  platform: z.string().default('Windows Server 2022'),
  size: z.int().min(1).default(80),
  /** `ASP` or `HDX`. */
  protocolType: z.string().default('ASP'),
  sessionType: z.string().default('SINGLE_SESSION'),
  languages: z.array(z.string()).default(['zh-CN', 'en-US']),
  /** Shown as AppVersion; the filter FotaVersion goes by it. */
  appVersion: z.string().optional(),
  gpu: z.boolean().default(false),
  gpuDriverVersion: z.string().optional(),
  /** Of desktops that the image fits: what the filter DesktopInstanceType goes by. */
  desktopInstanceTypes: z.array(z.string()).default([...GENERAL_DESKTOPS]),
  encrypted: z.boolean().default(false),
  sharedWith: z
    .array(accountId)
    .default([])
    .transform((accounts) => [...new Set(accounts)]),
  /** The account that shared it with this one; left out: it is this account's own. */
  receivedFrom: accountId.optional(),
});

const imageShape = imageFields.refine(
  ({ receivedFrom, sharedWith, imageType }) =>
    receivedFrom === undefined || (sharedWith.length === 0 && imageType === 'CUSTOM'),
  'is received: it is a custom image, and shared by its owner alone',
);

const keyShape = z.strictObject({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  securityToken: z.string().optional(),
});

const shape = z.strictObject({
  accessKeys: z
    .array(keyShape)
    .min(1)
    .default([{ accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' }]),
  regions: z.array(regionId).min(1).optional(),
  images: z.array(imageShape).optional(),
  settings: partialSettings.default({}),
});

/** Keys that a caller may sign with. */
export type AccessKey = z.infer<typeof keyShape>;

/** An image that exists from the start. */
export type SeedImage = z.infer<typeof imageShape>;

/** What the emulator starts with. */
export interface EmulatorSeed {
  accessKeys: AccessKey[];
  regions: string[];
  images: SeedImage[];
  settings: Settings;
}

/** The image of the default seed that is there to be copied. */
export const DEFAULT_SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden0office2026' } as const;

/** An encrypted image of the default seed: it can be copied, but not shared. */
export const ENCRYPTED_SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden0encrypted' } as const;

/** An image of the default seed that never gets ready. */
export const UNFINISHED_SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden0unfinished' } as const;

// Public regions of ECD, from Alibaba Cloud's endpoint list.
const DEFAULT_REGIONS = [
  'cn-hangzhou',
  'cn-shanghai',
  'cn-beijing',
  'cn-shenzhen',
  'cn-chengdu',
  'cn-hongkong',
  'ap-southeast-1',
  'ap-northeast-1',
  'eu-central-1',
  'us-west-1',
];

const DEFAULT_IMAGES = [
  { ...DEFAULT_SOURCE, name: 'office-golden', description: 'The golden image of the office desktops' },
  { ...ENCRYPTED_SOURCE, name: 'office-encrypted', encrypted: true },
  { ...UNFINISHED_SOURCE, name: 'office-unfinished', status: 'Creating' as const },
];

/** Checks a seed and fills in what it leaves out. Throws with every finding of its fields, or the first of its whole. */
export function toSeed(input: unknown = {}): EmulatorSeed {
  const parsed = shape.safeParse(input ?? {});
  if (!parsed.success) throw new Error(`The seed is not right:\n${z.prettifyError(parsed.error)}`);
  const { accessKeys, regions = DEFAULT_REGIONS, images, settings } = parsed.data;
  const golden = DEFAULT_IMAGES.filter((image) => regions.includes(image.regionId));
  const own = images ?? golden.map((image) => imageShape.parse(image));
  const seed = {
    accessKeys,
    regions,
    images: [...own, ...regions.map(systemImage)],
    settings: changed(DEFAULT_SETTINGS, settings),
  };
  checkWhole(seed);
  return seed;
}

/** Reads a seed from a YAML or JSON file. Throws with the file's name when it cannot be read or is not right. */
export function readSeedFile(path: string): EmulatorSeed {
  try {
    return toSeed(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function systemImage(region: string): SeedImage {
  return imageShape.parse({
    regionId: region,
    imageId: `desktopimage-windows-server-2022-${region}`,
    name: 'Windows Server 2022',
    imageType: 'SYSTEM',
  });
}

/** What no field shows by itself. */
function checkWhole({ regions, images }: EmulatorSeed): void {
  const stray = images.find(({ regionId: of }) => !regions.includes(of));
  const twice = firstTwice([...regions, ...images.map(({ imageId }) => imageId)]);
  if (twice) throw new Error(`The seed is not right: ${twice} is in it twice`);
  if (stray) {
    throw new Error(`The seed is not right: image ${stray.imageId} is in ${stray.regionId}, which is no region of it`);
  }
}

function firstTwice(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}
