import type { Server } from '@grpc/grpc-js';
import type { Wire } from '../../wire/codec.ts';
import type { CallResponse } from '../../wire/generated/agentos/v1/CallResponse.ts';
import type { ConverseResponse } from '../../wire/generated/agentos/v1/ConverseResponse.ts';
import type { ServicesResponse } from '../../wire/generated/agentos/v1/ServicesResponse.ts';
import type { StatusResponse } from '../../wire/generated/agentos/v1/StatusResponse.ts';
import * as request from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import { type Json, jsonCopy } from '../model/json.ts';
import { offerUpkeep } from './admin.ts';
import { type Attachment, offerClients } from './clients_offer.ts';
import { Conversation, type ConverseContext } from './converse.ts';
import type { Door } from './door.ts';
import { encodeService } from './encode.ts';
import { offerGate } from './gate_admin.ts';
import { type Health, offerHealth } from './health.ts';
import { assertMayRead, type Identity } from './identity.ts';
import { Methods } from './methods.ts';
import type { Streams } from './outbox.ts';
import { offerPast } from './past.ts';
import { offerReflection } from './reflection.ts';
import type { Rooms } from './room.ts';
import type { ServeOptions } from './server.ts';
import { offerThreads } from './threads.ts';

/** Everything that the services of one socket are made of. */
export interface Offer extends ServeOptions, ConverseContext {
  readonly wire: Wire;
  readonly streams: Streams;
  readonly health: Health;
  readonly door: Door;
  /** Room for each who comes in by it; made anew for what must not be crowded out. */
  readonly rooms: () => (identity: Identity) => Rooms;
  /** Clients on other machines; absent where the daemon listens for none. */
  readonly attachment?: Attachment;
  readonly listening: readonly string[];
  /** Wall-clock milliseconds since the epoch. */
  readonly startedAt: number;
}

const ASSISTANT = 'agentos.v1.Assistant';
const THREADS = 'agentos.v1.Threads';
const CATALOG = 'agentos.v1.Catalog';
const ADMIN = 'agentos.v1.Admin';
const CLIENTS = 'agentos.v1.Clients';
const KNOWN: ReadonlySet<string> = new Set([ASSISTANT, THREADS, CATALOG, ADMIN, CLIENTS]);

/** Adds all services to the server of one socket. */
export function offerAll(server: Server, offer: Offer): void {
  const { wire, streams, log, door } = offer;
  const shared = offer.rooms();
  const methods = (service: string, rooms = shared) =>
    new Methods(server, service, { wire, streams, log, door, rooms });
  methods(ASSISTANT).bidi(
    'Converse',
    request.converseRequest,
    (outbox, write: (response: ConverseResponse) => Buffer, rest, identity) => {
      const conversation = new Conversation(offer, identity, outbox, write, rest);
      return (message) => conversation.take(message);
    },
  );
  offerThreads(methods(THREADS), offer.assistant);
  offerPast(methods(THREADS), offer);
  offerCatalog(methods(CATALOG), offer);
  offerUpkeep(methods(ADMIN), offer.upkeep);
  offerGate(methods(ADMIN), offer.gate);
  offerClients(methods(CLIENTS), offer.attachment, offer.assistant);
  methods(ADMIN).unary('Status', request.statusRequest, async () => statusOf(offer));
  // A supervisor that asks how the daemon is must not be turned away because others ask much.
  offerHealth(methods('grpc.health.v1.Health', offer.rooms()), offer.health, KNOWN);
  offerReflection(methods('grpc.reflection.v1.ServerReflection'));
}

function offerCatalog(methods: Methods, { assistant, services, risks }: Offer): void {
  methods.unary('Services', request.servicesRequest, async ({ prefix }): Promise<ServicesResponse> => {
    const wanted = services().filter(({ subject }) => subject.startsWith(prefix));
    wanted.sort((a, b) => compare(a.subject, b.subject) || compare(a.provider, b.provider));
    return { services: wanted.map(encodeService) };
  });
  methods.unary(
    'Call',
    request.callRequest,
    async ({ subject, inputJson }, signal, identity): Promise<CallResponse> => {
      assertMayRead(identity, subject, risks(subject));
      const output = await assistant.call(subject, readJson(inputJson, subject), signal);
      return { outputJson: JSON.stringify(output) };
    },
  );
}

function statusOf({ version, startedAt, attached, endpoints, listening, facts, health }: Offer): StatusResponse {
  return {
    version,
    pid: process.pid,
    startedAt,
    rssBytes: process.memoryUsage.rss(),
    clients: attached.list().map(({ client, since }) => ({
      ...{ name: client.name, kind: client.interface, channel: client.channel, since },
      ...(client.area === undefined ? {} : { area: client.area }),
    })),
    sockets: [
      ...endpoints.map(({ path, role }) => ({ path, role: String(role) })),
      ...listening.map((path) => ({ path, role: 'clients' })),
    ],
    facts: { ...facts?.() },
    serving: health.serving,
  };
}

/** @throws Fault INVALID_ARGUMENT */
function readJson(text: string, subject: string): Json {
  try {
    return jsonCopy(JSON.parse(text));
  } catch (thrown) {
    throw new Fault(
      'INVALID_ARGUMENT',
      `${subject}: the input is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      { cause: thrown },
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
