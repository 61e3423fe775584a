// How much the fault tests do: a thousand copies in `npm test`, as many as asked for in `npm run test:faults`.

export const FAULTED_COPIES = Number(process.env.FAULTS_COPIES ?? 1_000);

export const FAULTS_SEED = Number(process.env.FAULTS_SEED ?? 1);
