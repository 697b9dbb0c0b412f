import type { ConverseRequest } from '../../wire/request.ts';

/** Whether a turn may come of it. */
export function opens({ message }: ConverseRequest): boolean {
  return message === 'utterance' || message === 'answer';
}

/** Empty where the message has none. */
export function requestIdOf(request: ConverseRequest): string {
  switch (request.message) {
    case 'utterance':
      return request.utterance.requestId;
    case 'answer':
      return request.answer.requestId;
    case 'cancel':
      return request.cancel.requestId;
    case 'wakeClaim':
      return request.wakeClaim.requestId;
    case 'ping':
      return request.ping.requestId;
    case 'hello':
    case 'heard':
      return '';
  }
}
