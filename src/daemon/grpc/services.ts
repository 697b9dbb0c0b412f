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
import { Conversation, type ConverseContext } from './converse.ts';
import { encodeService } from './encode.ts';
import { offerGate } from './gate_admin.ts';
import { type Health, offerHealth } from './health.ts';
import { Methods } from './methods.ts';
import type { Streams } from './outbox.ts';
import { offerPast } from './past.ts';
import { offerReflection } from './reflection.ts';
import { assertMayRead, assertOwner, type Role } from './roles.ts';
import { type Rooms, roomsOf } from './room.ts';
import type { ServeOptions } from './server.ts';
import { offerThreads } from './threads.ts';

/** Everything that the services of one socket are made of. */
export interface Offer extends ServeOptions, ConverseContext {
  readonly wire: Wire;
  readonly streams: Streams;
  readonly health: Health;
  readonly role: Role;
  /** Wall-clock milliseconds since the epoch. */
  readonly startedAt: number;
}

const ASSISTANT = 'agentos.v1.Assistant';
const THREADS = 'agentos.v1.Threads';
const CATALOG = 'agentos.v1.Catalog';
const ADMIN = 'agentos.v1.Admin';
const KNOWN: ReadonlySet<string> = new Set([ASSISTANT, THREADS, CATALOG, ADMIN]);

/** Adds all services to the server of one socket. */
export function offerAll(server: Server, offer: Offer): void {
  const { wire, streams, log, role } = offer;
  const rooms = roomsOf();
  const methods = (service: string, room: Rooms = rooms) => new Methods(server, wire, service, streams, room, log);
  methods(ASSISTANT).bidi(
    'Converse',
    request.converseRequest,
    (outbox, write: (response: ConverseResponse) => Buffer, rest) => {
      const conversation = new Conversation(offer, role, outbox, write, rest);
      return (message) => conversation.take(message);
    },
  );
  offerThreads(methods(THREADS), offer.assistant, role);
  offerPast(methods(THREADS), offer);
  offerCatalog(methods(CATALOG), offer);
  offerUpkeep(methods(ADMIN), offer.upkeep, role);
  offerGate(methods(ADMIN), offer.gate, role);
  methods(ADMIN).unary('Status', request.statusRequest, async () => {
    assertOwner(role, 'The daemon itself');
    return statusOf(offer);
  });
  // A supervisor that asks how the daemon is must not be turned away because others ask much.
  offerHealth(methods('grpc.health.v1.Health', roomsOf()), offer.health, KNOWN);
  offerReflection(methods('grpc.reflection.v1.ServerReflection'));
}

function offerCatalog(methods: Methods, { assistant, services, risks, role }: Offer): void {
  methods.unary('Services', request.servicesRequest, async ({ prefix }): Promise<ServicesResponse> => {
    const wanted = services().filter(({ subject }) => subject.startsWith(prefix));
    wanted.sort((a, b) => compare(a.subject, b.subject) || compare(a.provider, b.provider));
    return { services: wanted.map(encodeService) };
  });
  methods.unary('Call', request.callRequest, async ({ subject, inputJson }, signal): Promise<CallResponse> => {
    assertMayRead(role, subject, risks(subject));
    const output = await assistant.call(subject, readJson(inputJson, subject), signal);
    return { outputJson: JSON.stringify(output) };
  });
}

function statusOf({ version, startedAt, attached, endpoints, facts, health }: Offer): StatusResponse {
  return {
    version,
    pid: process.pid,
    startedAt,
    rssBytes: process.memoryUsage.rss(),
    clients: attached.list().map(({ client, since }) => ({
      ...{ name: client.name, kind: client.interface, channel: client.channel, since },
      ...(client.area === undefined ? {} : { area: client.area }),
    })),
    sockets: endpoints.map(({ path, role }) => ({ path, role })),
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
