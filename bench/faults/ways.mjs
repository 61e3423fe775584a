// The ways of copying images that the bench compares: the program of each, and the worker that it needs, if any.
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The project's own way: the only one that promises exactly one image, so it alone must also say that it is done. */
export const OURS = 'ecd-image-distributor';

export const WAYS = [
  {
    way: OURS,
    program: path('distributor.mjs'),
    worker: [path('../../lib/cli/main.js'), 'worker'],
  },
  { way: 'p-limit script', program: path('p-limit-script.mjs') },
  { way: 'Terraform policy', program: path('terraform-policy.mjs') },
  { way: 'look up once, then create', program: path('look-up-once.mjs') },
  {
    way: 'Temporal tutorial',
    program: path('tutorial.mjs'),
    worker: [path('tutorial-worker.mjs')],
  },
];
