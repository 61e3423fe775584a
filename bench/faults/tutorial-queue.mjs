// The tutorial's task queue, where its client and its worker meet.
export const TUTORIAL_TASK_QUEUE = 'tutorial';
