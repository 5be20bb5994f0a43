import * as z from "zod/mini";
// signalling/protocol/fields.ts
const idSchema = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/));
const callIdSchema = z.pipe(idSchema, z.transform((value) => value));
const agentIdSchema = z.pipe(idSchema, z.transform((value) => value));
const offerIdSchema = z.pipe(idSchema, z.transform((value) => value));
const queueIdSchema = z.pipe(idSchema, z.transform((value) => value));
/** Milliseconds since the Unix epoch. */
const epochMsSchema = z.int().check(z.minimum(0), z.maximum(864e13));
const durationMsSchema = z.int().check(z.minimum(0), z.maximum(31536e6));
const tokenSchema = z.string().check(z.minLength(20), z.maxLength(200), z.regex(/^[A-Za-z0-9_-]+$/));
/**
* What turns the order of letters round beyond a name (Unicode TR 9, explicit formatting), controls, and what takes no room: none
* belongs to a name. Joiners stay, as Persian and emoji need them.
*/
const NO_PART_OF_A_NAME = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
/** At least one letter, digit or sign that is seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const personNameSchema = z.string().check(z.overwrite((name) => name.replaceAll(NO_PART_OF_A_NAME, "")), z.trim(), z.minLength(1), z.maxLength(80), z.regex(SEEN));
/** What an organisation knows a matter by: a file's number, an order's. */
const linkReferenceSchema = z.string().check(z.overwrite((text) => text.replaceAll(NO_PART_OF_A_NAME, "")), z.trim(), z.minLength(1), z.maxLength(80), z.regex(SEEN));
const languageSchema = z.enum(["en", "fr"]);
/** A text in both languages. */
const wordsSchema = z.strictObject({
	en: z.string().check(z.minLength(1), z.maxLength(200)),
	fr: z.string().check(z.minLength(1), z.maxLength(200))
});
const generationSchema = z.int().check(z.minimum(1), z.maximum(1e6));
const callMediaSchema = z.enum(["video", "voice"]);
const emptySchema = z.strictObject({});
/** One entry for `RTCPeerConnection({ iceServers })`. */
const iceServerSchema = z.strictObject({
	urls: z.array(z.string().check(z.maxLength(256))).check(z.minLength(1), z.maxLength(8)),
	username: z.optional(z.string().check(z.maxLength(256))),
	credential: z.optional(z.string().check(z.maxLength(256)))
});
/** Fields for the media servers of the present generation. */
const mediaServers = {
	iceServers: z.array(iceServerSchema).check(z.maxLength(8)),
	/** When the credentials among `iceServers` expire; the next generation brings new ones. */
	iceExpiresAtMs: z.optional(epochMsSchema),
	/** Media MUST go through a relay: `iceTransportPolicy: 'relay'`. */
	relayOnly: z.boolean()
};
const agentSessionSchema = z.strictObject({
	sessionId: idSchema,
	/** Such as `Firefox · Windows`; empty where it is not known. */
	device: z.string().check(z.maxLength(80)),
	startedAtMs: epochMsSchema,
	/** To about ten minutes. */
	lastSeenAtMs: epochMsSchema,
	/** The one that asks. */
	isThis: z.boolean()
});
const accountRequests = {
	/** Where the sender is signed in; the last seen first. */
	"account.sessions": {
		params: emptySchema,
		result: z.strictObject({ sessions: z.array(agentSessionSchema).check(z.maxLength(50)) })
	},
	/** Ends one session of the sender's, or all but this one. One with a call ends after it. */
	"account.endSessions": {
		params: z.strictObject({ sessionId: z.optional(idSchema) }),
		result: z.strictObject({ ended: z.int() })
	},
	/** Ends all sessions of the sender's but this one, at once. */
	"account.changePassword": {
		params: z.strictObject({
			currentPassword: z.string().check(z.minLength(1), z.maxLength(200)),
			newPassword: z.string().check(z.minLength(8), z.maxLength(200))
		}),
		result: emptySchema
	}
};
const challengeSchema = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[A-Za-z0-9_.-]+$/));
/** One number a puzzle: SHA-256 of `challenge:puzzle:number` begins with as many zero bits as were asked for. */
const doneWorkSchema = z.strictObject({
	challenge: challengeSchema,
	numbers: z.array(z.int().check(z.minimum(0), z.maximum(4294967295))).check(z.length(8))
});
const workRequests = { 
/** What a call to a topic takes right now, asked when `call.start` was refused with `tooManyRequests`. Absent: nothing would help. */
"lobby.work": {
	params: z.strictObject({ topicId: queueIdSchema }),
	result: z.strictObject({ work: z.optional(z.strictObject({
		challenge: challengeSchema,
		bits: z.int().check(z.minimum(1), z.maximum(12))
	})) })
} };
// signalling/protocol/call.ts
/** Of a signed link, in characters. */
const MAX_LINK_LENGTH = 2e3;
/** How a call ended; each call has exactly one. Offers have results of their own. */
const outcomeSchema = z.enum([
	"answered",
	"abandoned",
	"mediaFailed",
	"closed"
]);
const endedBySchema = z.enum([
	"customer",
	"agent",
	"system"
]);
/** `hungUp`, `leftLine`: a person's choice; `connectionLost`: gone past the grace period; the rest: the server's. */
const endReasonSchema = z.enum([
	"hungUp",
	"leftLine",
	"connectionLost",
	"mediaFailed",
	"queueClosed",
	"callbackUnanswered"
]);
const customerPhaseSchema = z.discriminatedUnion("name", [
	z.strictObject({
		name: z.literal("waiting"),
		position: z.int().check(z.minimum(1)),
		waitingSinceMs: epochMsSchema,
		/** About how long it still takes, at most an hour; absent: it cannot be told yet. */
		waitEstimateMs: z.optional(durationMsSchema)
	}),
	z.strictObject({
		name: z.literal("promised"),
		position: z.int().check(z.minimum(1)),
		promisedAtMs: epochMsSchema,
		/** Their turn has come: the page is to ring until then. Absent before. */
		ringingUntilMs: z.optional(epochMsSchema)
	}),
	z.strictObject({
		name: z.literal("active"),
		agentName: personNameSchema,
		answeredAtMs: epochMsSchema,
		generation: generationSchema,
		held: z.boolean(),
		/** Whether the agent's connection to the server is there; media may go on without it. */
		agentConnected: z.boolean(),
		...mediaServers
	}),
	z.strictObject({
		name: z.literal("ended"),
		outcome: outcomeSchema,
		endedBy: endedBySchema,
		reason: endReasonSchema,
		endedAtMs: epochMsSchema
	})
]);
const customerCallSchema = z.strictObject({
	callId: callIdSchema,
	topicId: queueIdSchema,
	topic: wordsSchema,
	media: callMediaSchema,
	phase: customerPhaseSchema
});
/** `open` tells whether calls are taken right now; `closedMessage` is there for when they are not. */
const topicSchema = z.strictObject({
	id: queueIdSchema,
	name: wordsSchema,
	open: z.boolean(),
	closedMessage: z.optional(wordsSchema)
});
const callRequests = {
	/** What a customer may choose from. */
	"lobby.topics": {
		params: emptySchema,
		result: z.strictObject({ topics: z.array(topicSchema).check(z.maxLength(200)) })
	},
	/** Joins the line of a topic. `requestId` makes it safe to send again: the same id gives the same call. */
	"call.start": {
		params: z.strictObject({
			requestId: idSchema,
			customerName: personNameSchema,
			topicId: queueIdSchema,
			media: callMediaSchema,
			language: languageSchema,
			/** Code of a customer who is to be served first; a wrong one changes nothing. */
			pass: z.optional(z.string().check(z.maxLength(128))),
			/** A signed link (a JSON Web Token): good for one call in the queue that it names. */
			link: z.optional(z.string().check(z.maxLength(MAX_LINK_LENGTH))),
			/** What `lobby.work` asked for. */
			work: z.optional(doneWorkSchema)
		}),
		result: z.strictObject({
			callToken: tokenSchema,
			call: customerCallSchema
		})
	},
	/** Takes a call up again after a reload or a dropped connection. */
	"call.resume": {
		params: z.strictObject({ callToken: tokenSchema }),
		result: z.strictObject({ call: customerCallSchema })
	},
	/** Whether a call goes on, asked by a page that has let go of it: nothing of it changes hands. */
	"call.look": {
		params: z.strictObject({ callToken: tokenSchema }),
		result: z.strictObject({ isOver: z.boolean() })
	},
	/** Ends the caller's wait. */
	"call.leaveLine": {
		params: emptySchema,
		result: emptySchema
	},
	/** Keeps the place and is called back on the open page. */
	"call.askCallback": {
		params: emptySchema,
		result: emptySchema
	},
	/** Is here: waits in line again, at the place kept. */
	"call.takeCallback": {
		params: emptySchema,
		result: emptySchema
	},
	/** Ends the sender's active call. */
	"call.hangUp": {
		params: emptySchema,
		result: emptySchema
	},
	/** Puts the customer on hold or takes them back. */
	"call.hold": {
		params: z.strictObject({ held: z.boolean() }),
		result: emptySchema
	}
};
const callNotices = { 
/** The customer's call as it is now. Sent to the customer after every change. */
"call.changed": customerCallSchema };
// signalling/protocol/quality.ts
const wholeUpTo = (highest) => z.int().check(z.minimum(0), z.maximum(highest));
/** A summary of the whole call so far, from its first sample on. Averages, except for what is counted or summed up. */
const qualitySchema = z.strictObject({
	/** Mean opinion score times 100: 100 is unusable, 450 the best that narrow-band telephony can be. */
	mosX100: z.int().check(z.minimum(100), z.maximum(450)),
	roundTripMs: wholeUpTo(6e4),
	/** Lost packets of a thousand. */
	lossPermille: wholeUpTo(1e3),
	jitterMs: wholeUpTo(6e4),
	/** Of the picture received; absent in a voice call. */
	framesPerSecond: z.optional(wholeUpTo(120)),
	/** How often media had to be built anew. */
	recoveries: wholeUpTo(1e4),
	/** How long media was away in all. */
	reconnectMs: wholeUpTo(864e5),
	/** Whether media went through a relay. */
	relayed: z.boolean(),
	samples: z.int().check(z.minimum(1), z.maximum(1e5))
});
/** As far as each side has told. */
const callQualitySchema = z.strictObject({
	agent: z.optional(qualitySchema),
	customer: z.optional(qualitySchema)
});
const qualityRequests = { 
/** The sender's summary of the call so far; the last one of each side goes on record. */
"call.reportQuality": {
	params: z.strictObject({
		callId: callIdSchema,
		quality: qualitySchema
	}),
	result: emptySchema
} };
// signalling/protocol/reply.ts
/** Given by the agent's app; one mail being written. */
const activityIdSchema = z.pipe(idSchema, z.transform((value) => value));
/** The program in which the mail is written, such as `thunderbird`. */
const replySourceSchema = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9._-]{0,31}$/));
const replyKindSchema = z.enum([
	"reply",
	"forward",
	"new"
]);
/** The first four: what became of the mail. `sendHung`: nobody knows. `dismissed`: the agent takes calls. `lost`: the program is gone. */
const replyEndingSchema = z.enum([
	"sent",
	"queued",
	"saved",
	"discarded",
	"untouched",
	"idle",
	"sendHung",
	"ceiling",
	"dismissed",
	"locked",
	"lost"
]);
/** Ages instead of times: the clocks of client and server may differ. */
const replyBeginSchema = z.strictObject({
	activityId: activityIdSchema,
	source: replySourceSchema,
	kind: replyKindSchema,
	openForMs: durationMsSchema,
	inputAgoMs: durationMsSchema
});
/** For signing in: what is being written already. */
const repliesSchema = z.array(replyBeginSchema).check(z.maxLength(64));
const replyRequests = {
	/** From the reply on, no offer is made until the lease ends. Sent again it renews. */
	"reply.begin": {
		params: replyBeginSchema,
		result: z.strictObject({ leaseMs: durationMsSchema })
	},
	"reply.renew": {
		params: z.strictObject({
			activityId: activityIdSchema,
			inputAgoMs: durationMsSchema
		}),
		result: emptySchema
	},
	"reply.end": {
		params: z.strictObject({
			activityId: activityIdSchema,
			how: replyEndingSchema
		}),
		result: emptySchema
	},
	/** Ends all of the agent's leases: calls in spite of what is being written. */
	"reply.takeCalls": {
		params: emptySchema,
		result: emptySchema
	}
};
// signalling/protocol/agent.ts
const userNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9._@-]+$/));
const roleSchema = z.enum(["agent", "supervisor"]);
/** Reasons a person may choose, and `noAnswer`, which only a missed offer sets. */
const chosenAwayReasonSchema = z.enum([
	"break",
	"lunch",
	"training"
]);
const awayReasonSchema = z.enum([
	"break",
	"lunch",
	"training",
	"noAnswer"
]);
const intentSchema = z.discriminatedUnion("name", [z.strictObject({ name: z.literal("available") }), z.strictObject({
	name: z.literal("away"),
	reason: awayReasonSchema
})]);
const chosenIntentSchema = z.discriminatedUnion("name", [z.strictObject({ name: z.literal("available") }), z.strictObject({
	name: z.literal("away"),
	reason: chosenAwayReasonSchema
})]);
const callReasonSchema = z.strictObject({
	id: idSchema,
	name: wordsSchema
});
const about = {
	callId: callIdSchema,
	customerName: personNameSchema,
	topic: wordsSchema,
	media: callMediaSchema
};
const offerSchema = z.strictObject({
	...about,
	offerId: offerIdSchema,
	waitingSinceMs: epochMsSchema,
	ringingSinceMs: epochMsSchema,
	ringTimeoutMs: durationMsSchema,
	/** The customer was promised to be called back, at this time. */
	promisedAtMs: z.optional(epochMsSchema),
	/** The agent is writing, and this caller has waited past what the queue allows: ring from then on, not before. */
	neededUntilMs: z.optional(epochMsSchema)
});
const agentCallSchema = z.strictObject({
	...about,
	answeredAtMs: epochMsSchema,
	withVideo: z.boolean(),
	generation: generationSchema,
	held: z.boolean(),
	/** Whether the customer's connection to the server is there; media may go on without it. */
	customerConnected: z.boolean(),
	...mediaServers
});
const wrapUpSchema = z.strictObject({
	...about,
	sinceMs: epochMsSchema,
	answeredAtMs: epochMsSchema,
	outcome: outcomeSchema,
	endedBy: endedBySchema,
	endReason: endReasonSchema,
	/** When it ends by itself; absent where the queue sets no limit. */
	endsAtMs: z.optional(epochMsSchema),
	/** The same time may be had once more. */
	extendable: z.optional(z.boolean()),
	reasons: z.array(callReasonSchema).check(z.minLength(1), z.maxLength(100))
});
const workSchema = z.discriminatedUnion("name", [
	z.strictObject({ name: z.literal("idle") }),
	z.strictObject({
		name: z.literal("ringing"),
		offer: offerSchema
	}),
	z.strictObject({
		name: z.literal("inCall"),
		call: agentCallSchema
	}),
	z.strictObject({
		name: z.literal("wrapUp"),
		wrapUp: wrapUpSchema
	})
]);
/** Calls are held because of mails being written. */
const shieldSchema = z.strictObject({
	sinceMs: epochMsSchema,
	replies: z.int().check(z.minimum(1)),
	/** How many wait in line meanwhile. */
	callersWaiting: z.int().check(z.minimum(0))
});
const agentViewSchema = z.strictObject({
	agentId: agentIdSchema,
	displayName: personNameSchema,
	role: roleSchema,
	intent: intentSchema,
	/** Chosen during a call or wrap-up; takes effect after it. */
	pendingIntent: z.optional(intentSchema),
	/** When the intent or the kind of work last changed. */
	sinceMs: epochMsSchema,
	work: workSchema,
	shield: z.optional(shieldSchema)
});
const callRecordSchema = z.strictObject({
	...about,
	startedAtMs: epochMsSchema,
	answeredAtMs: epochMsSchema,
	endedAtMs: epochMsSchema,
	outcome: outcomeSchema,
	endedBy: endedBySchema,
	endReason: endReasonSchema,
	reason: z.optional(wordsSchema),
	notes: z.optional(z.string().check(z.maxLength(4e3))),
	quality: z.optional(callQualitySchema)
});
/** A call that rang at the agent and was not answered in time. Who called is told as long as it is known of the call itself. */
const missedCallSchema = z.strictObject({
	...about,
	offerId: offerIdSchema,
	rangAtMs: epochMsSchema,
	endedAtMs: epochMsSchema
});
const callReferenceSchema = z.strictObject({
	callId: callIdSchema,
	reference: linkReferenceSchema
});
const agentRequests = {
	"agent.signIn": {
		params: z.strictObject({
			userName: userNameSchema,
			password: z.string().check(z.minLength(1), z.maxLength(200)),
			/** What is being written: taken in one with the sign-in, so that nothing rings in between. */
			replies: z.optional(repliesSchema)
		}),
		result: z.strictObject({
			sessionToken: tokenSchema,
			agent: agentViewSchema
		})
	},
	"agent.resume": {
		params: z.strictObject({
			sessionToken: tokenSchema,
			replies: z.optional(repliesSchema)
		}),
		result: z.strictObject({ agent: agentViewSchema })
	},
	"agent.signOut": {
		params: emptySchema,
		result: emptySchema
	},
	"agent.setIntent": {
		params: z.strictObject({ intent: chosenIntentSchema }),
		result: emptySchema
	},
	"offer.answer": {
		params: z.strictObject({
			offerId: offerIdSchema,
			withVideo: z.boolean()
		}),
		result: emptySchema
	},
	"offer.decline": {
		params: z.strictObject({ offerId: offerIdSchema }),
		result: emptySchema
	},
	/** Ends wrap-up. */
	"wrapUp.finish": {
		params: z.strictObject({
			callId: callIdSchema,
			reasonId: idSchema,
			notes: z.string().check(z.maxLength(4e3))
		}),
		result: emptySchema
	},
	/** Gives the wrap-up of a queue with a limit the same time once more. */
	"wrapUp.extend": {
		params: z.strictObject({ callId: callIdSchema }),
		result: emptySchema
	},
	/** The agent's own calls, newest first. `beforeMs` pages back. */
	"history.recent": {
		params: z.strictObject({
			limit: z.int().check(z.minimum(1), z.maximum(100)),
			beforeMs: z.optional(epochMsSchema)
		}),
		result: z.strictObject({ records: z.array(callRecordSchema).check(z.maxLength(100)) })
	},
	/** Calls that the agent missed, the newest first. Asked apart from the others: an app that does not know it never sees one. */
	"history.missed": {
		params: z.strictObject({ limit: z.int().check(z.minimum(1), z.maximum(100)) }),
		result: z.strictObject({ missed: z.array(missedCallSchema).check(z.maxLength(100)) })
	},
	/**
	* By what whoever made a link knows the matter, of calls that came with one: offered to the agent, answered by them or theirs on
	* record. Asked apart: an app that does not know it never sees one.
	*/
	"call.references": {
		params: z.strictObject({ callIds: z.array(callIdSchema).check(z.minLength(1), z.maxLength(100)) }),
		result: z.strictObject({ references: z.array(callReferenceSchema).check(z.maxLength(100)) })
	},
	/** Wrong passwords tried for the agent's account since this was last asked. Asked apart: an app that does not know it never sees them. */
	"agent.failedSignIns": {
		params: emptySchema,
		result: z.strictObject({
			count: z.int().check(z.minimum(0)),
			lastAtMs: z.optional(epochMsSchema)
		})
	},
	/** Calls a telephone number, after the agent has confirmed it. */
	"telephone.dial": {
		params: z.strictObject({ number: z.string().check(z.regex(/^\+?[0-9*#]{2,20}$/)) }),
		result: emptySchema
	}
};
const agentNotices = { 
/** The agent as they are now. Sent after every change. */
"agent.changed": agentViewSchema };
// signalling/protocol/board.ts
const count = z.int().check(z.minimum(0));
/** From 0 to 1; absent where nothing has been counted yet. */
const share = z.optional(z.number().check(z.minimum(0), z.maximum(1)));
/** Calls of today: by the time of their arrival. `within`: answered within the queue's service level. */
const tally = {
	arrived: count,
	answered: count,
	within: count,
	abandoned: count
};
const boardQueueSchema = z.strictObject({
	queueId: queueIdSchema,
	name: wordsSchema,
	waiting: count,
	/** When the one who waits longest arrived; absent when nobody waits. */
	longestSinceMs: z.optional(epochMsSchema),
	active: count,
	serviceLevelMs: durationMsSchema,
	...tally
});
const boardAgentSchema = z.strictObject({
	agentId: agentIdSchema,
	displayName: personNameSchema,
	role: roleSchema,
	online: z.boolean(),
	intent: intentSchema,
	work: z.enum([
		"idle",
		"ringing",
		"inCall",
		"wrapUp"
	]),
	/** When the intent or the kind of work last changed. */
	sinceMs: epochMsSchema,
	shield: z.optional(shieldSchema)
});
/** One of them. */
const boardIntervalSchema = z.strictObject({
	startMs: epochMsSchema,
	...tally
});
const boardSchema = z.strictObject({
	/** The server's clock when it was counted. */
	atMs: epochMsSchema,
	queues: z.array(boardQueueSchema).check(z.maxLength(200)),
	agents: z.array(boardAgentSchema).check(z.maxLength(1e3)),
	intervals: z.array(boardIntervalSchema).check(z.maxLength(100)),
	/** Offers, conversations and wrap-ups as a share of the time of those who were available or busy. */
	occupancyNow: share,
	/** The same since midnight or the start of the server, whichever came later. */
	occupancyToday: share,
	shieldsToday: count,
	/** How often a shield of today kept a call away. */
	keptAwayToday: count
});
const storeHealthSchema = z.enum([
	"ok",
	"noSpace",
	"failing"
]);
const boardRequests = {
	/** Whether what is done can be saved. Asked apart: a wallboard of before has no words for it. */
	"board.health": {
		params: emptySchema,
		result: z.strictObject({ store: storeHealthSchema })
	},
	/** Everything on the wallboard as it is now. */
	"board.read": {
		params: emptySchema,
		result: boardSchema
	},
	/** Sets the intent of an agent; in a call or in wrap-up it takes effect when wrap-up ends. */
	"board.setIntent": {
		params: z.strictObject({
			agentId: agentIdSchema,
			intent: chosenIntentSchema
		}),
		result: emptySchema
	}
};
// signalling/protocol/session.ts
const partySchema = z.enum(["customer", "agent"]);
const sessionRequests = {
	/** First request on every connection. */
	"session.hello": {
		params: z.strictObject({
			protocolVersion: z.int().check(z.minimum(0), z.maximum(1e4)),
			party: partySchema,
			clientName: z.string().check(z.minLength(1), z.maxLength(64)),
			language: languageSchema
		}),
		result: z.strictObject({
			protocolVersion: z.int(),
			serverTimeMs: epochMsSchema,
			heartbeatIntervalMs: durationMsSchema,
			demo: z.boolean()
		})
	},
	/** The client's own heartbeat: a browser cannot send WebSocket pings. */
	"session.ping": {
		params: emptySchema,
		result: z.strictObject({ serverTimeMs: epochMsSchema })
	}
};
const sessionNotices = {
	/** The server is going away; connect again after `retryAfterMs`. */
	"session.closing": z.strictObject({
		reason: z.enum(["serverRestart"]),
		retryAfterMs: durationMsSchema
	}),
	/** A newer connection has taken this one's place. Do not reconnect by yourself. */
	"session.replaced": emptySchema,
	/**
	* The agent's session has ended, and the connection with it: signed out elsewhere; password, role or account changed; or the
	* time is over. Sign in again.
	*/
	"session.ended": z.strictObject({ reason: z.enum([
		"signedOut",
		"accountChanged",
		"expired"
	]) })
};
// signalling/protocol/entry.ts
/** How many entries a call's record takes from both sides together. */
const MAX_ENTRIES = 2e3;
/** No policy lets a file be larger than this, in bytes. */
const MOST_FILE_BYTES = 2e8;
/** A file is called by the SHA-256 of its bytes, in hexadecimal. */
const sha256Schema = z.string().check(z.minLength(64), z.maxLength(64), z.regex(/^[0-9a-f]{64}$/));
const fileBytesSchema = z.int().check(z.minimum(1), z.maximum(MOST_FILE_BYTES));
const someText$1 = (longest) => z.string().check(z.minLength(1), z.maxLength(longest));
/** Of a phrase, a reason: as the pages call it. The sentence is in the reader's language. */
const phraseName = z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^[A-Za-z0-9]+$/));
const pixels = z.int().check(z.minimum(1), z.maximum(1e5));
/** Only what leads to a web page, without a name and password in it: records are read as links. */
const webAddress = z.string().check(z.maxLength(2e3), z.regex(/^https?:\/\/[^\s/@?#\\]+([/?#]\S*)?$/i));
const entrySchema = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("chat"),
		messageId: idSchema,
		text: someText$1(2e3)
	}),
	z.strictObject({
		kind: z.literal("phrase"),
		messageId: idSchema,
		phrase: phraseName,
		params: z.optional(z.strictObject({
			reason: z.optional(phraseName),
			minutes: z.optional(z.int().check(z.minimum(0), z.maximum(600)))
		}))
	}),
	z.strictObject({
		kind: z.literal("link"),
		messageId: idSchema,
		url: webAddress,
		host: someText$1(253),
		status: z.enum([
			"asked",
			"accepted",
			"declined"
		])
	}),
	z.strictObject({
		kind: z.literal("document"),
		name: someText$1(120),
		sha256: sha256Schema,
		bytes: fileBytesSchema
	}),
	z.strictObject({
		kind: z.literal("surface"),
		name: z.string().check(z.maxLength(200)),
		surface: z.enum([
			"screen",
			"window",
			"tab",
			"unknown"
		]),
		change: z.enum(["begun", "ended"])
	}),
	z.strictObject({
		kind: z.literal("agreement"),
		sha256: sha256Schema,
		documentName: someText$1(120),
		statement: someText$1(1e3),
		signedName: someText$1(120)
	}),
	z.strictObject({
		kind: z.literal("still"),
		sha256: sha256Schema,
		bytes: fileBytesSchema,
		width: pixels,
		height: pixels
	})
]);
const recordedEntrySchema = z.strictObject({
	entryId: idSchema,
	/** Who reported it, as the server knows them. */
	party: partySchema,
	/** By the server's clock. */
	atMs: epochMsSchema,
	entry: entrySchema
});
const entryRequests = {
	/** Puts an entry on the call's record. The same `entryId` of one party is taken once. */
	"call.addEntry": {
		params: z.strictObject({
			callId: callIdSchema,
			entryId: idSchema,
			/** How long ago it was, for what could not be said at once. An age, as clocks differ. */
			agoMs: z.optional(z.int().check(z.minimum(0), z.maximum(36e5))),
			entry: entrySchema
		}),
		/** False where the settings keep no chat on record, and this is chat. */
		result: z.strictObject({ kept: z.boolean() })
	},
	/** The entries of one call in order of time. `skip` pages on. */
	"history.entries": {
		params: z.strictObject({
			callId: callIdSchema,
			skip: z.optional(z.int().check(z.minimum(0), z.maximum(2 * MAX_ENTRIES)))
		}),
		result: z.strictObject({
			entries: z.array(recordedEntrySchema).check(z.maxLength(200)),
			more: z.boolean()
		})
	}
};
// signalling/protocol/handOver.ts
const handOverRequests = {
	/** A code for the other device. A newer one cancels the older. */
	"call.offerHandOver": {
		params: emptySchema,
		result: z.strictObject({
			code: tokenSchema,
			expiresAtMs: epochMsSchema
		})
	},
	/** Takes the call over with that code, as `call.resume` does with a token. */
	"call.takeHandOver": {
		params: z.strictObject({ code: tokenSchema }),
		result: z.strictObject({
			callToken: tokenSchema,
			call: customerCallSchema
		})
	}
};
// signalling/protocol/identity.ts
/** Derived from the customer's key in their browser: 16 bytes in base64url. */
const customerIdSchema = z.pipe(z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)), z.transform((value) => value));
const textVersionSchema = z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[0-9a-z.-]+$/));
/** 32 bytes in base64url. */
const withdrawalTokenSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** An Ed25519 public key (RFC 8032): 32 bytes in base64url. */
const possessionKeySchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** Drawn anew for each consent: 32 bytes in base64url. */
const consentNonceSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** 64 bytes in base64url. */
const signatureSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/));
/** Shows that the page holds the customer's key now: both are derived from it, and only the public half stays at the server. */
const possessionProofSchema = z.strictObject({
	publicKey: possessionKeySchema,
	signature: signatureSchema
});
const modelSchema = z.string().check(z.maxLength(80), z.regex(/^[A-Za-z0-9./_-]*$/));
const daysSchema = z.int().check(z.minimum(1), z.maximum(3650));
/** 12 bytes, as AES-GCM wants them (NIST SP 800-38D). */
const nonceSchema = z.string().check(z.regex(/^[A-Za-z0-9+/]{16}$/));
const sealedSchema = z.string().check(z.minLength(24), z.maxLength(11e3), z.regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/));
const proofSchema = z.enum([
	"passport",
	"identityCard",
	"residencePermit",
	"drivingLicence",
	"knownInPerson",
	"other"
]);
/** The organisation's own number of the customer. */
const referenceSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(64));
/** What the agent saw when the face was enrolled. */
const enrolmentFactsSchema = z.strictObject({
	name: personNameSchema,
	proof: proofSchema,
	reference: z.nullable(referenceSchema),
	enrolledAtMs: epochMsSchema
});
const templateFactsFields = {
	templateId: idSchema,
	createdAtMs: epochMsSchema,
	expiresAtMs: epochMsSchema
};
const sealedTemplateSchema = z.strictObject({
	...templateFactsFields,
	model: modelSchema,
	nonce: nonceSchema,
	sealed: sealedSchema
});
const cosineSchema = z.number().check(z.minimum(-1), z.maximum(1));
/** Of the cosine between two descriptors, and so each model’s own. */
const thresholdsSchema = z.strictObject({
	/** From here on a match. */
	match: cosineSchema,
	/** From here on, and below `match`, nothing can be said. */
	inconclusive: cosineSchema,
	/** Where policy asks for more: from here on a match. */
	strict: cosineSchema,
	/** Pictures of one face in one call are at least so like the average of those before. */
	continuous: cosineSchema
}).check(z.refine(({ match, inconclusive, strict }) => inconclusive <= match && match <= strict, {
	error: "must rise: inconclusive, match, strict",
	path: ["match"]
}));
/** A model that the organisation brings: ONNX, faces of 112 × 112 in, one descriptor out. */
const ownRecogniserSchema = z.strictObject({
	/** Stands in templates: descriptors of different models cannot be compared. */
	model: z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[A-Za-z0-9./_-]*$/)),
	/** Of the file that is fetched from the service. */
	sha256: sha256Schema,
	bytes: z.int().check(z.minimum(1), z.maximum(3e8)),
	thresholds: thresholdsSchema,
	/** What it was trained on: (value − mean) / divisor, of 0 to 255, in this order. */
	pixels: z.strictObject({
		order: z.enum(["rgb", "bgr"]),
		mean: z.number().check(z.minimum(0), z.maximum(255)),
		divisor: z.number().check(z.minimum(.001), z.maximum(255))
	})
});
const wayKindSchema = z.enum([
	"questions",
	"code",
	"document"
]);
const identityPolicySchema = z.strictObject({
	/** Whether faces may be checked here at all. */
	isOn: z.boolean(),
	textVersion: textVersionSchema,
	/** A template is erased after so many days. */
	templateDays: daysSchema,
	/** That a check was made stays on record for so many days. */
	recordDays: daysSchema,
	isStrict: z.boolean(),
	/** Null: the one that comes with the app. For agents only. */
	recogniser: z.nullable(ownRecogniserSchema),
	ways: z.array(z.discriminatedUnion("kind", [z.strictObject({
		kind: z.literal("questions"),
		questions: z.array(wordsSchema).check(z.minLength(1), z.maxLength(20))
	}), z.strictObject({ kind: z.literal("code") })])).check(z.maxLength(2))
});
/** `verify`: are you who you were · `enrol`: so that we know you the next time. */
const checkKindSchema = z.enum(["verify", "enrol"]);
const facePromptSchema = z.enum([
	"turnLeft",
	"turnRight",
	"blink",
	"comeCloser"
]);
const checkStepSchema = z.strictObject({
	prompt: facePromptSchema,
	result: z.enum([
		"passed",
		"tooSlow",
		"otherMovement",
		"flat",
		"nobody",
		"severalFaces",
		"otherPerson",
		"unfinished"
	])
});
const checkHintSchema = z.enum([
	"frozen",
	"switched",
	"virtualCamera",
	"sizeChanged",
	"regularTimes",
	"otherPerson",
	"unlikeEarlier"
]);
const livenessSchema = z.enum([
	"passed",
	"failed",
	"unfinished"
]);
const checkOutcomeSchema = z.enum([
	"match",
	"inconclusive",
	"noMatch",
	"notCompared",
	"enrolled",
	"stoppedByCustomer",
	"stoppedByAgent",
	"cutOff"
]);
const whatWasSeen = {
	model: modelSchema,
	liveness: livenessSchema,
	steps: z.array(checkStepSchema).check(z.maxLength(8)),
	outcome: checkOutcomeSchema,
	hints: z.array(checkHintSchema).check(z.maxLength(8))
};
const decisionFields = {
	decision: z.enum([
		"accepted",
		"notAccepted",
		"otherWay"
	]),
	/** By which other way. */
	way: z.optional(wayKindSchema)
};
const decisionSchema = z.strictObject(decisionFields);
/** What is on record of a check: who asked, what was consented to, what came of it and what was decided. No biometrics. */
const recordedCheckSchema = z.strictObject({
	checkId: idSchema,
	/** `otherWay`: identified without the face. */
	kind: z.enum([
		"verify",
		"enrol",
		"otherWay"
	]),
	atMs: epochMsSchema,
	consentVersion: z.nullable(textVersionSchema),
	/** An enrolment became the customer's template. */
	isFiled: z.boolean(),
	/** Null until it is finished. */
	seen: z.nullable(z.strictObject(whatWasSeen)),
	decision: z.nullable(decisionSchema)
});
const triesLeftSchema = z.int().check(z.minimum(0), z.maximum(100));
const identityRequests = {
	"identity.policy": {
		params: emptySchema,
		result: identityPolicySchema
	},
	/** A nonce to answer with the next `identity.consent` of this call. It is good once and for `CONSENT_NONCE_MS`; a newer one cancels it. */
	"identity.challenge": {
		params: emptySchema,
		result: z.strictObject({ nonce: consentNonceSchema })
	},
	/** `withdrawalHash`: SHA-256 of what only the customer's browser can know; with it they take back what they consent to. */
	"identity.consent": {
		params: z.strictObject({
			customerId: customerIdSchema,
			textVersion: textVersionSchema,
			locale: languageSchema,
			withdrawalHash: sha256Schema,
			/** Signs `consentText` of the nonce that `identity.challenge` gave. */
			proof: z.optional(possessionProofSchema),
			/**
			* What `withdrawalHash` is of: how customers who consented before there were challenges show that they hold their key, until a
			* consent of theirs brings a `proof` as well.
			*/
			possession: z.optional(withdrawalTokenSchema)
		}),
		result: z.strictObject({ isEnrolled: z.boolean() })
	},
	/** Erases the template, and ends the consent of any call. */
	"identity.withdraw": {
		params: z.strictObject({
			customerId: customerIdSchema,
			withdrawalToken: withdrawalTokenSchema
		}),
		result: emptySchema
	},
	/** Of which templates the check that an agent has begun in this call needs the keys: the page lends no others. */
	"identity.wantedKeys": {
		params: emptySchema,
		result: z.strictObject({ check: z.nullable(z.strictObject({
			kind: checkKindSchema,
			templateIds: z.array(idSchema).check(z.minLength(1), z.maxLength(2))
		})) })
	},
	"identity.begin": {
		params: z.strictObject({
			callId: callIdSchema,
			kind: checkKindSchema
		}),
		result: z.strictObject({
			checkId: idSchema,
			/** From which the order of prompts is drawn. */
			seed: z.int().check(z.minimum(0), z.maximum(4294967295)),
			customerId: customerIdSchema,
			isStrict: z.boolean(),
			triesLeft: triesLeftSchema,
			/** To compare with: of the customer in this call. To enrol, the earlier one, if there is one. */
			template: z.nullable(sealedTemplateSchema),
			enrolment: z.nullable(enrolmentFactsSchema),
			/** What a new template is bound to. */
			toFile: z.nullable(z.strictObject(templateFactsFields))
		})
	},
	"identity.finish": {
		params: z.strictObject({
			callId: callIdSchema,
			checkId: idSchema,
			...whatWasSeen
		}),
		result: z.strictObject({ triesLeft: triesLeftSchema })
	},
	"identity.fileTemplate": {
		params: z.strictObject({
			callId: callIdSchema,
			checkId: idSchema,
			model: modelSchema,
			nonce: nonceSchema,
			sealed: sealedSchema,
			name: personNameSchema,
			proof: proofSchema,
			reference: z.optional(referenceSchema)
		}),
		result: z.strictObject({ expiresAtMs: epochMsSchema })
	},
	/** `checkId` null: the customer was identified in another way, without a check. */
	"identity.decide": {
		params: z.strictObject({
			callId: callIdSchema,
			checkId: z.nullable(idSchema),
			...decisionFields
		}),
		result: emptySchema
	},
	"identity.records": {
		params: z.strictObject({ callId: callIdSchema }),
		result: z.strictObject({ checks: z.array(recordedCheckSchema).check(z.maxLength(100)) })
	}
};
// signalling/protocol/library.ts
/** As the bytes say, not the name. */
const fileTypeSchema = z.enum([
	"pdf",
	"jpeg",
	"png",
	"webp",
	"text"
]);
const preparedDocumentSchema = z.strictObject({
	documentId: idSchema,
	name: wordsSchema,
	bytes: fileBytesSchema,
	sha256: sha256Schema,
	type: fileTypeSchema
});
const assistPolicySchema = z.strictObject({
	/** The largest file that may go from one party to the other. */
	maxFileBytes: z.int().check(z.minimum(1e3), z.maximum(2e8)),
	/** Whether customers may put files of theirs on the table. */
	customerFiles: z.boolean(),
	/** Whether the chat goes on the call's record. */
	recordChat: z.boolean()
});
const libraryRequests = {
	/** The documents prepared for the queue of the agent's present call; their bytes are at `GET /library/:documentId`. */
	"library.list": {
		params: emptySchema,
		result: z.strictObject({ documents: z.array(preparedDocumentSchema).check(z.maxLength(30)) })
	},
	/** What the settings allow both parties. */
	"assist.policy": {
		params: emptySchema,
		result: assistPolicySchema
	}
};
// signalling/protocol/peer.ts
const sdpSchema = z.string().check(z.minLength(1), z.maxLength(32e3));
/** What simple-peer emits; anything else is refused. */
const signalSchema = z.union([
	z.strictObject({
		type: z.enum([
			"offer",
			"answer",
			"pranswer",
			"rollback"
		]),
		sdp: sdpSchema
	}),
	z.strictObject({
		type: z.literal("candidate"),
		candidate: z.strictObject({
			candidate: z.string().check(z.maxLength(1e3)),
			sdpMLineIndex: z.nullish(z.int().check(z.minimum(0), z.maximum(255))),
			sdpMid: z.nullish(z.string().check(z.maxLength(32))),
			usernameFragment: z.nullish(z.string().check(z.maxLength(256)))
		})
	}),
	z.strictObject({
		type: z.literal("renegotiate"),
		renegotiate: z.literal(true)
	})
]);
/** What a party sends now, so that the other shows "muted" and not a broken line. */
const mediaStateSchema = z.strictObject({
	microphone: z.boolean(),
	camera: z.boolean()
});
const peerRequests = {
	/** Passed on to the other party as `peer.signalled`. */
	"peer.signal": {
		params: z.strictObject({
			callId: callIdSchema,
			generation: generationSchema,
			signal: signalSchema
		}),
		result: emptySchema
	},
	/**
	* Asks for the generation after `generation`; a no-op when it is already there. Both parties get the new
	* number in their next `call.changed` / `agent.changed`.
	*/
	"peer.renew": {
		params: z.strictObject({
			callId: callIdSchema,
			generation: generationSchema
		}),
		result: z.strictObject({ generation: generationSchema })
	},
	/** The sender's media of this generation is up. */
	"peer.reportConnected": {
		params: z.strictObject({
			callId: callIdSchema,
			generation: generationSchema
		}),
		result: emptySchema
	},
	/** Passed on to the other party as `peer.mediaChanged`. */
	"peer.reportMedia": {
		params: z.strictObject({
			callId: callIdSchema,
			media: mediaStateSchema
		}),
		result: emptySchema
	}
};
const peerNotices = {
	"peer.signalled": z.strictObject({
		callId: callIdSchema,
		generation: generationSchema,
		signal: signalSchema
	}),
	"peer.mediaChanged": z.strictObject({
		callId: callIdSchema,
		media: mediaStateSchema
	})
};
// signalling/protocol/seal.ts
/** No seal, its certificates and timestamp included, is longer than this; half a frame holds it in base64. */
const MAX_SEAL_BYTES = 4e4;
const sealPolicySchema = z.strictObject({
	/** Whose seal it is, as people read it. */
	by: z.string().check(z.minLength(1), z.maxLength(200)),
	/** The room to leave for it in the file. */
	maxBytes: z.int().check(z.minimum(1), z.maximum(MAX_SEAL_BYTES))
});
const sealRequests = {
	/** Whether what is agreed in this call is sealed. */
	"seal.policy": {
		params: z.strictObject({ callId: callIdSchema }),
		/** null: what is agreed in this queue is not sealed. */
		result: z.strictObject({ seal: z.nullable(sealPolicySchema) })
	},
	/** `sha256`: of what the file's ByteRange covers. */
	"seal.make": {
		params: z.strictObject({
			callId: callIdSchema,
			sha256: sha256Schema
		}),
		/** CMS (ETSI.CAdES.detached), DER in base64. */
		result: z.strictObject({ cms: z.string().check(z.minLength(1), z.maxLength(Math.ceil(MAX_SEAL_BYTES / 3) * 4)) })
	}
};
/** As it was typed: six digits of the app, or a recovery code; with or without spaces and hyphens. */
const codeSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(/^[0-9A-Za-z -]+$/));
const recoveryCodesSchema = z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(10));
const signedIn = {
	sessionToken: tokenSchema,
	agent: agentViewSchema
};
const passwordSchema = z.string().check(z.minLength(1), z.maxLength(200));
const secondFactorRequests = {
	/** Name and password. The connection then waits for a code, or for the second factor to be set up, where the account needs one. */
	"agent.beginSignIn": {
		params: z.strictObject({
			userName: userNameSchema,
			password: passwordSchema,
			replies: z.optional(repliesSchema)
		}),
		result: z.discriminatedUnion("next", [
			z.strictObject({
				next: z.literal("signedIn"),
				...signedIn
			}),
			z.strictObject({ next: z.literal("code") }),
			z.strictObject({ next: z.literal("setUp") })
		])
	},
	/** `code`: absent when the second factor was set up on this connection just now. */
	"agent.completeSignIn": {
		params: z.strictObject({
			code: z.optional(codeSchema),
			replies: z.optional(repliesSchema)
		}),
		result: z.strictObject({
			...signedIn,
			/** The code was a recovery code; so many are left. */
			recoveryCodesLeft: z.optional(z.int().check(z.minimum(0)))
		})
	},
	"account.secondFactor": {
		params: emptySchema,
		result: z.strictObject({
			/** The settings want one for the sender's role. */
			isRequired: z.boolean(),
			/** Absent while there is none. */
			on: z.optional(z.strictObject({
				sinceMs: epochMsSchema,
				recoveryCodesLeft: z.int().check(z.minimum(0))
			}))
		})
	},
	/** A secret for the sender's authenticator app. Nothing is kept of it until a code of it has been confirmed. */
	"account.beginSecondFactor": {
		params: z.strictObject({ password: z.optional(passwordSchema) }),
		result: z.strictObject({
			/** Base32 (RFC 4648). */
			secret: z.string().check(z.maxLength(64)),
			/** The same as an `otpauth:` address, for a QR code. */
			address: z.string().check(z.maxLength(400))
		})
	},
	/** From then on signing in needs a code. The recovery codes are told this once. */
	"account.confirmSecondFactor": {
		params: z.strictObject({ code: codeSchema }),
		result: z.strictObject({ recoveryCodes: recoveryCodesSchema })
	},
	/** Those before are good no longer. */
	"account.renewRecoveryCodes": {
		params: z.strictObject({ code: codeSchema }),
		result: z.strictObject({ recoveryCodes: recoveryCodesSchema })
	},
	"account.endSecondFactor": {
		params: z.strictObject({ code: codeSchema }),
		result: emptySchema
	},
	/** When the operator last turned the sender's second factor off, if that was in the last seven days. */
	"account.factorReset": {
		params: emptySchema,
		result: z.strictObject({ atMs: z.optional(epochMsSchema) })
	}
};
const PROBLEM_CODES = Object.keys({
	badParams: {
		category: "input",
		retryable: false
	},
	unknownRequest: {
		category: "input",
		retryable: false
	},
	unsupportedVersion: {
		category: "input",
		retryable: false
	},
	topicUnknown: {
		category: "input",
		retryable: false
	},
	queueClosed: {
		category: "state",
		retryable: true
	},
	reasonUnknown: {
		category: "input",
		retryable: false
	},
	wrongCredentials: {
		category: "access",
		retryable: false
	},
	/** Only of requests that an app without codes never sends: it does not know this one. */
	wrongCode: {
		category: "access",
		retryable: false
	},
	notSignedIn: {
		category: "access",
		retryable: false
	},
	sessionExpired: {
		category: "access",
		retryable: false
	},
	notAllowed: {
		category: "access",
		retryable: false
	},
	alreadyInCall: {
		category: "state",
		retryable: false
	},
	callNotFound: {
		category: "state",
		retryable: false
	},
	callEnded: {
		category: "state",
		retryable: false
	},
	offerGone: {
		category: "state",
		retryable: false
	},
	agentUnknown: {
		category: "state",
		retryable: false
	},
	replyGone: {
		category: "state",
		retryable: false
	},
	staleGeneration: {
		category: "state",
		retryable: false
	},
	notPossibleNow: {
		category: "state",
		retryable: false
	},
	recordFull: {
		category: "state",
		retryable: false
	},
	documentUnknown: {
		category: "state",
		retryable: false
	},
	handOverGone: {
		category: "state",
		retryable: false
	},
	identityOff: {
		category: "state",
		retryable: false
	},
	textOutdated: {
		category: "state",
		retryable: false
	},
	consentMissing: {
		category: "state",
		retryable: false
	},
	customerUnknown: {
		category: "state",
		retryable: false
	},
	notEnrolled: {
		category: "state",
		retryable: false
	},
	templateExpired: {
		category: "state",
		retryable: false
	},
	checkNotFound: {
		category: "state",
		retryable: false
	},
	tooManyTries: {
		category: "load",
		retryable: true
	},
	telephoneUnavailable: {
		category: "state",
		retryable: false
	},
	tooManyRequests: {
		category: "load",
		retryable: true
	},
	tooManyAttempts: {
		category: "load",
		retryable: true
	},
	linkUsed: {
		category: "state",
		retryable: false
	},
	linkExpired: {
		category: "state",
		retryable: false
	},
	linkWrong: {
		category: "input",
		retryable: false
	},
	lineFull: {
		category: "load",
		retryable: true
	},
	shuttingDown: {
		category: "server",
		retryable: true
	},
	internal: {
		category: "server",
		retryable: true
	}
});
/** `detail` names what was wrong (a path, a limit) for developers; it is never shown to customers. */
const problemSchema = z.strictObject({
	code: z.enum(PROBLEM_CODES),
	detail: z.optional(z.string().check(z.maxLength(500))),
	retryAfterMs: z.optional(z.int().check(z.minimum(0)))
});
function ok(value) {
	return {
		ok: true,
		value
	};
}
function fail(code, detail, retryAfterMs) {
	return {
		ok: false,
		problem: {
			code,
			...detail === void 0 ? {} : { detail: detail.slice(0, 500) },
			...retryAfterMs === void 0 ? {} : { retryAfterMs }
		}
	};
}
// signalling/protocol/envelope.ts
const requestFrameSchema = z.strictObject({
	kind: z.literal("request"),
	id: z.int().check(z.minimum(1), z.maximum(2147483647)),
	name: z.string().check(z.minLength(1), z.maxLength(64)),
	params: z.unknown()
});
const replyFrameSchema = z.union([z.strictObject({
	kind: z.literal("reply"),
	id: z.int(),
	ok: z.literal(true),
	result: z.unknown()
}), z.strictObject({
	kind: z.literal("reply"),
	id: z.int(),
	ok: z.literal(false),
	problem: problemSchema
})]);
const noticeFrameSchema = z.strictObject({
	kind: z.literal("notice"),
	name: z.string().check(z.minLength(1), z.maxLength(64)),
	payload: z.unknown()
});
const serverFrameSchema = z.union([replyFrameSchema, noticeFrameSchema]);
// signalling/protocol/index.ts
/** Who may send each, and the problems it may get: `descriptions.ts`. */
const REQUESTS = {
	...sessionRequests,
	...callRequests,
	...workRequests,
	...agentRequests,
	...accountRequests,
	...secondFactorRequests,
	...peerRequests,
	...qualityRequests,
	...replyRequests,
	...boardRequests,
	...entryRequests,
	...sealRequests,
	...libraryRequests,
	...handOverRequests,
	...identityRequests
};
const NOTICES = {
	...sessionNotices,
	...callNotices,
	...agentNotices,
	...peerNotices
};
function isRequestName(name) {
	return Object.hasOwn(REQUESTS, name);
}
function isNoticeName(name) {
	return Object.hasOwn(NOTICES, name);
}
// signalling/protocol/parsing.ts
/** Null for anything that is no request frame. */
function parseRequestFrame(text) {
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		return null;
	}
	const parsed = z.safeParse(requestFrameSchema, json);
	return parsed.success ? parsed.data : null;
}
/** Problems: badParams, and unsupportedVersion for a hello in another version, whatever else it carries. */
function parseParams(name, params) {
	if (name === "session.hello" && speaksAnotherVersion(params)) return fail("unsupportedVersion", `this server speaks version 1`);
	const parsed = z.safeParse(REQUESTS[name].params, params);
	return parsed.success ? ok(parsed.data) : fail("badParams", describeIssues(parsed.error.issues));
}
function speaksAnotherVersion(params) {
	const hello = z.safeParse(z.object({ protocolVersion: z.number() }), params);
	return hello.success && hello.data.protocolVersion !== 1;
}
function describeIssues(issues) {
	return issues.map(({ path, code }) => `${path.map(String).join(".") || "params"}: ${code}`).join("; ");
}
// signalling/protocol/assist/fields.ts
const someText = (longest) => z.string().check(z.minLength(1), z.maxLength(longest));
/** A file is called by its SHA-256, so that what arrives can be checked and is fetched once. */
const fileIdSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** What ink lies on: `page:FILE:NUMBER`, counted from 1, or `screen:SHARE`. */
const surfaceIdSchema = z.string().check(z.maxLength(100), z.regex(/^(page:[0-9a-f]{64}:[1-9][0-9]{0,4}|screen:[A-Za-z0-9_-]{1,64})$/));
/** A little outside counts, too: strokes leave the page. Surfaces are at most ten times as high as wide. */
const coordinateSchema = z.int().check(z.minimum(-1e4), z.maximum(11e4));
// signalling/protocol/assist/table.ts
/** No limit of a policy is higher than this, in bytes. */
const MAX_FILE_BYTES = 2e8;
const documentTypeSchema = z.enum([
	"pdf",
	"jpeg",
	"png",
	"webp",
	"text"
]);
const documentCardSchema = z.strictObject({
	fileId: fileIdSchema,
	name: someText(120),
	type: documentTypeSchema,
	bytes: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
	by: partySchema,
	addedAtMs: epochMsSchema,
	/** `still`: a photo taken with consent; `frozen`: a picture of the call held still; `agreed`: the outcome of an agreement. */
	origin: z.enum([
		"file",
		"library",
		"still",
		"frozen",
		"agreed"
	])
});
const pageNumber$1 = z.int().check(z.minimum(1), z.maximum(99999));
/** What lies open and how it is seen. `cx`, `cy`: the middle of what is seen. */
const tableViewSchema = z.strictObject({
	fileId: fileIdSchema,
	page: pageNumber$1,
	/** 100: the whole page fits. */
	zoomPercent: z.int().check(z.minimum(100), z.maximum(600)),
	cx: coordinateSchema,
	cy: coordinateSchema
});
/** Where a person looks who looks around alone. */
const gazeSchema = z.strictObject({
	following: z.boolean(),
	fileId: fileIdSchema,
	page: pageNumber$1
});
/** What stands in a form's field. */
const fieldValueSchema = z.strictObject({
	fileId: fileIdSchema,
	name: someText(200),
	/** For check boxes the export value, or nothing; for lists the values chosen, one a line. */
	value: z.string().check(z.maxLength(4e3))
});
/** Somebody types in a field: the other waits for their turn. */
const fieldTurnSchema = z.strictObject({
	by: partySchema,
	fileId: fileIdSchema,
	name: someText(200)
});
/** The agent asks the customer to agree to a statement about a document. */
const agreementSchema = z.strictObject({
	fileId: fileIdSchema,
	statement: someText(1e3),
	askedAtMs: epochMsSchema,
	state: z.enum([
		"asked",
		"agreed",
		"declined",
		"withdrawn"
	]),
	signedName: z.optional(someText(120)),
	decidedAtMs: z.optional(epochMsSchema),
	/** The document that holds it all, once it is made. */
	resultFileId: z.optional(fileIdSchema)
});
// signalling/protocol/assist/agreementFile.ts
const pageNumber = z.int().check(z.minimum(1), z.maximum(99999));
const attemptSchema = z.int().check(z.minimum(1), z.maximum(1e4));
/** `body`: the document with fields and ink, made before anybody is asked · `result`: the same with the page of the agreement. */
const agreementStageSchema = z.enum(["body", "result"]);
/** What may be wrong with a file that was made. `notFetched`: it did not reach this side. */
const proofProblemSchema = z.enum([
	"pagesDiffer",
	"textDiffers",
	"looksDifferent",
	"valueCutOff",
	"resultBroken",
	"sourceBroken",
	"notFetched"
]);
/** Why it does not go on. `notMade`: the file cannot be written to · `notSealed`: the organisation's seal is not to be had ·
* `noRoom`: it is larger than the policy or a page allows · `changed`: somebody wrote on the document in the meantime · `takenBack`: the agent did. */
const stopReasonSchema = z.union([proofProblemSchema, z.enum([
	"notMade",
	"notSealed",
	"noRoom",
	"changed",
	"takenBack"
])]);
const stoppedSchema = z.object({
	why: stopReasonSchema,
	/** Whose page found it. */
	by: partySchema,
	stage: agreementStageSchema,
	page: z.optional(pageNumber)
});
const madeFileSchema = z.object({
	fileId: fileIdSchema,
	bytes: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES))
});
/** By agreement id; only the agent writes it. The agreement itself is there from the moment the customer is asked. */
const agreementFileSchema = z.object({
	/** What lies on the table. */
	fileId: fileIdSchema,
	statement: someText(1e3),
	startedAtMs: epochMsSchema,
	/** SHA-256 of what was filled in and drawn when it began. */
	contentSha256: fileIdSchema,
	/** Counts tries: what was proved of another try does not count. */
	attempt: attemptSchema,
	body: z.optional(madeFileSchema),
	result: z.optional(madeFileSchema),
	/** Whose seal is on the result. */
	sealedBy: z.optional(someText(200)),
	/** The customer's page cannot prove anything: it was loaded before an update. */
	isAlone: z.optional(z.boolean()),
	stopped: z.optional(stoppedSchema)
});
/** By `AGREEMENT:PARTY`: whether the file shows what that side sees. */
const agreementProofSchema = z.object({
	attempt: attemptSchema,
	/** Of what was looked at. */
	sha256: fileIdSchema,
	state: z.enum([
		"proving",
		"same",
		"different"
	]),
	/** Where it is, or where something differs. */
	page: z.optional(pageNumber),
	pages: z.optional(pageNumber),
	problem: z.optional(proofProblemSchema)
});
/** By party: what its page can do beyond what every page of this version of the lanes can. */
const abilitiesSchema = z.object({ proves: z.optional(z.boolean()) });
// signalling/protocol/assist/asking.ts
const askSchema = z.strictObject({
	/** `rearCamera`: show me what you see; `still`: a full-resolution photo of it; `document`: put a document of yours on the table. */
	kind: z.enum([
		"rearCamera",
		"still",
		"document"
	]),
	by: partySchema,
	askedAtMs: epochMsSchema,
	state: z.enum([
		"asked",
		"accepted",
		"declined",
		"withdrawn",
		"failed"
	]),
	/** Why it failed, as a code of ours. */
	problem: z.optional(someText(40))
});
// signalling/protocol/assist/chat.ts
const head$1 = {
	by: partySchema,
	atMs: epochMsSchema
};
const phraseSchema = z.discriminatedUnion("name", [z.strictObject({
	name: z.literal("hold"),
	reason: z.enum([
		"lookUp",
		"colleague",
		"documents",
		"system"
	]),
	minutes: z.int().check(z.minimum(1), z.maximum(30))
}), z.strictObject({ name: z.literal("thanks") })]);
/** Only what leads to a web page: never `javascript:`, `data:` or an address with a password in it. */
const webAddressSchema = z.string().check(z.maxLength(2e3), z.regex(/^https?:\/\/[^\s/@?#]+([/?#]\S*)?$/i));
const chatMessageSchema = z.discriminatedUnion("kind", [
	z.strictObject({
		...head$1,
		kind: z.literal("text"),
		text: someText(2e3)
	}),
	z.strictObject({
		...head$1,
		kind: z.literal("phrase"),
		phrase: phraseSchema
	}),
	z.strictObject({
		...head$1,
		kind: z.literal("link"),
		url: webAddressSchema
	}),
	z.strictObject({
		...head$1,
		kind: z.literal("file"),
		card: documentCardSchema
	})
]);
/** What was answered to a link that somebody wanted to send, by message id. */
const linkAnswerSchema = z.enum(["accepted", "declined"]);
/** Up to when messages have reached somebody, and up to when they have been seen. */
const chatSeenSchema = z.strictObject({
	deliveredAtMs: epochMsSchema,
	seenAtMs: epochMsSchema
});
// signalling/protocol/assist/identity.ts
/** What stands in the way of a good picture. */
const guidanceSchema = z.enum([
	"nobody",
	"severalFaces",
	"comeCloser",
	"goBack",
	"tooDark",
	"tooBright",
	"againstLight",
	"blurred",
	"lookStraight"
]);
const promptNumberSchema = z.int().check(z.minimum(0), z.maximum(8));
/** What the customer sees and hears while their face is looked at. */
const checkScreenSchema = z.discriminatedUnion("name", [
	z.strictObject({ name: z.literal("starting") }),
	z.strictObject({
		name: z.literal("placing"),
		guidance: z.nullable(guidanceSchema)
	}),
	z.strictObject({
		name: z.literal("straight"),
		index: promptNumberSchema,
		count: promptNumberSchema
	}),
	z.strictObject({
		name: z.literal("prompt"),
		prompt: facePromptSchema,
		index: promptNumberSchema,
		count: promptNumberSchema,
		limitMs: z.int().check(z.minimum(500), z.maximum(6e4))
	}),
	z.strictObject({ name: z.literal("looked") })
]);
/** `otherWay`: rather not by the face · `noKey`: nothing was enrolled in this browser · `unable`: this browser cannot keep a key ·
* `unsaid`: their yes did not reach the service. */
const checkRefusalSchema = z.enum([
	"otherWay",
	"noKey",
	"unable",
	"unsaid",
	"withdrawn",
	"stopped"
]);
/** How it ended, as far as the customer is told: never a verdict, which is the adviser's to give. */
const checkEndSchema = z.enum([
	"done",
	"enrolled",
	"notSeen",
	"stopped",
	"notPossible",
	"expired",
	"waiting"
]);
const askId = idSchema;
/** 32 bytes in base64. */
const keySchema = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));
const identityMessageSchemas = [
	z.strictObject({
		kind: z.literal("identityAsked"),
		askId,
		purpose: checkKindSchema
	}),
	z.strictObject({
		kind: z.literal("identityAccepted"),
		askId,
		camera: z.string().check(z.maxLength(200))
	}),
	z.strictObject({
		kind: z.literal("identityRefused"),
		askId,
		reason: checkRefusalSchema
	}),
	z.strictObject({
		kind: z.literal("identityKeyWanted"),
		askId,
		templateId: idSchema
	}),
	z.strictObject({
		kind: z.literal("identityKeyLent"),
		askId,
		templateId: idSchema,
		key: keySchema
	}),
	z.strictObject({
		kind: z.literal("identityShown"),
		askId,
		screen: checkScreenSchema
	}),
	z.strictObject({
		kind: z.literal("identityEnded"),
		askId,
		end: checkEndSchema
	})
];
// signalling/protocol/assist/ink.ts
const inkToolSchema = z.enum([
	"pen",
	"highlighter",
	"arrow",
	"rectangle",
	"note"
]);
/** Told apart by colour-blind eyes, too: after Okabe and Ito, Color Universal Design, 2008. */
const inkColourSchema = z.enum([
	"blue",
	"vermillion",
	"green",
	"purple",
	"black"
]);
/** Longest stroke, in coordinates; a longer one goes on as another. */
const MAX_INK_COORDINATES = 4e3;
const inPairs = z.refine((points) => points.length % 2 === 0, "coordinates come in pairs");
const pointsSchema = (fewest) => z.array(coordinateSchema).check(z.minLength(fewest), z.maxLength(MAX_INK_COORDINATES), inPairs);
const head = {
	inkId: idSchema,
	by: partySchema,
	surface: surfaceIdSchema,
	tool: inkToolSchema,
	colour: inkColourSchema,
	/** Of a stroke or line, in units of the surface. */
	widthUnits: z.int().check(z.minimum(1), z.maximum(1e3))
};
/** One finished mark: x0, y0, x1, y1 … – a stroke's path, an arrow's two ends, a rectangle's two corners, a note's place. */
const inkSchema = z.strictObject({
	...head,
	points: pointsSchema(2),
	text: z.optional(someText(500))
});
const from = z.int().check(z.minimum(0), z.maximum(MAX_INK_COORDINATES));
/** A mark that is being drawn, from its beginning. */
const inkDrawnSchema = z.strictObject({
	...head,
	kind: z.literal("inkDrawn"),
	points: pointsSchema(2)
});
/** It goes on: `points` stand from coordinate number `from` on. */
const inkContinuedSchema = z.strictObject({
	kind: z.literal("inkContinued"),
	inkId: idSchema,
	from,
	points: pointsSchema(2)
});
// signalling/protocol/assist/share.ts
/** One a party. Its absence: nothing is shared. */
const screenShareSchema = z.strictObject({
	shareId: idSchema,
	name: z.string().check(z.maxLength(200)),
	kind: z.enum([
		"screen",
		"window",
		"tab",
		"unknown"
	]),
	state: z.enum(["sharing", "paused"])
});
const zoomFactor = z.number().check(z.minimum(.1), z.maximum(100));
/** What the customer's camera is and can do right now. */
const deviceCameraSchema = z.strictObject({
	facing: z.enum([
		"front",
		"rear",
		"unknown"
	]),
	/** Absent where there is no torch. */
	torch: z.optional(z.boolean()),
	/** Absent where it cannot zoom. */
	zoom: z.optional(z.strictObject({
		min: zoomFactor,
		max: zoomFactor,
		value: zoomFactor
	}))
});
/** What the agent would like the customer's camera to do. */
const cameraWishSchema = z.strictObject({
	torch: z.optional(z.boolean()),
	zoom: z.optional(zoomFactor)
});
/** How large a side shows the other person. Whoever is shown small sends a small picture. */
const personSizeSchema = z.strictObject({ size: z.enum(["large", "small"]) });
// signalling/protocol/assist/transfer.ts
const offset = z.int().check(z.minimum(0), z.maximum(MAX_FILE_BYTES));
z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("fileWanted"),
		fileId: fileIdSchema,
		from: offset
	}),
	z.strictObject({
		kind: z.literal("fileReceived"),
		fileId: fileIdSchema,
		bytes: offset
	}),
	z.strictObject({
		kind: z.literal("fileRefused"),
		fileId: fileIdSchema
	}),
	z.strictObject({
		kind: z.literal("fileMissing"),
		fileId: fileIdSchema
	})
]);
// signalling/protocol/assist.ts
/**
* What both sides see alike, by name of the map: what one entry is, and how many there may be. Keys are ids, except
* where there is one entry a party (`agent`, `customer`), one a party of each agreement, or one in all (`now`).
*/
const SHARED_MAPS = {
	documents: {
		value: documentCardSchema,
		most: 200
	},
	view: {
		value: tableViewSchema,
		most: 1
	},
	gazes: {
		value: gazeSchema,
		most: 2
	},
	fields: {
		value: fieldValueSchema,
		most: 5e3
	},
	turns: {
		value: fieldTurnSchema,
		most: 2
	},
	agreements: {
		value: agreementSchema,
		most: 100
	},
	agreementFiles: {
		value: agreementFileSchema,
		most: 100
	},
	agreementProofs: {
		value: agreementProofSchema,
		most: 200
	},
	abilities: {
		value: abilitiesSchema,
		most: 2
	},
	ink: {
		value: inkSchema,
		most: 5e3
	},
	asks: {
		value: askSchema,
		most: 500
	},
	screens: {
		value: screenShareSchema,
		most: 2
	},
	camera: {
		value: deviceCameraSchema,
		most: 1
	},
	cameraWish: {
		value: cameraWishSchema,
		most: 1
	},
	personSizes: {
		value: personSizeSchema,
		most: 2
	},
	chat: {
		value: chatMessageSchema,
		most: 2e3
	},
	linkAnswers: {
		value: linkAnswerSchema,
		most: 2e3
	},
	chatSeen: {
		value: chatSeenSchema,
		most: 2
	}
};
/** Passing messages on the lane of state, beside the shared whole. */
const stateMessageSchema = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("hello"),
		version: z.int().check(z.minimum(0), z.maximum(1e4)),
		page: idSchema
	}),
	inkDrawnSchema,
	inkContinuedSchema,
	z.strictObject({
		kind: z.literal("inkLifted"),
		inkId: idSchema
	}),
	z.strictObject({ kind: z.literal("documentExpected") }),
	...identityMessageSchemas
]);
export { NOTICES, REQUESTS, SHARED_MAPS, isNoticeName, isRequestName, parseParams, parseRequestFrame, serverFrameSchema, stateMessageSchema };
