/**
 * The intent of sentences that sound like ours but ask for what no house does: a game to be played together, an order that is on its way.
 * Where one of them is what was said, nothing is done and nothing near is offered: it goes on to the model or to an honest answer.
 */
export const ELSEWHERE = 'AgentosElsewhere';
