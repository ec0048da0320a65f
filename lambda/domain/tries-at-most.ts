/** How often a work queue hands a message over before it is a dead letter: the queues and their workers must agree. */
export const triesAtMost = 5;
