// The workflows of the bundle.
export { copyAndShareImage } from './copy-and-share-image';
export { distributeImage } from './distribute-image';
export { planDistribution } from './plan-distribution';
