// The workflows of the bundle.
export { copyAndShareImage } from './copy-and-share-image';
export { distributeImage, planDistribution } from './distribute-image';
