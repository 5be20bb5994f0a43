// Every request and its handler. A request without one does not compile.
import type { RequestName } from '../../protocol/index.ts';
import { callerContacts } from './callerContacts.ts';
import { callReferences } from './callReferences.ts';
import { changePassword } from './account/changePassword.ts';
import { endSessions } from './account/endSessions.ts';
import { listSessions } from './account/listSessions.ts';
import { addEntry } from './addEntry.ts';
import { answerOffer } from './answerOffer.ts';
import { askCallback } from './askCallback.ts';
import { assistPolicy } from './assistPolicy.ts';
import { askWork } from './askWork.ts';
import { beginReply } from './beginReply.ts';
import { chooseTask } from './chooseTask.ts';
import { declineOffer } from './declineOffer.ts';
import { dial } from './dial.ts';
import { endReply } from './endReply.ts';
import { extendWrapUp } from './extendWrapUp.ts';
import { failedSignIns } from './failedSignIns.ts';
import { finishWrapUp } from './finishWrapUp.ts';
import type { Handler } from './handler.ts';
import { hangUp } from './hangUp.ts';
import { hello } from './hello.ts';
import { hold } from './hold.ts';
import { beginCheck } from './identity/beginCheck.ts';
import { decideIdentity } from './identity/decideIdentity.ts';
import { fileTemplate } from './identity/fileTemplate.ts';
import { finishCheck } from './identity/finishCheck.ts';
import { giveChallenge } from './identity/giveChallenge.ts';
import { giveConsent } from './identity/giveConsent.ts';
import { identityPolicy } from './identity/identityPolicy.ts';
import { identityRecords } from './identity/identityRecords.ts';
import { wantedKeys } from './identity/wantedKeys.ts';
import { withdrawConsent } from './identity/withdrawConsent.ts';
import { leaveLine } from './leaveLine.ts';
import { listEntries } from './listEntries.ts';
import { listLibrary } from './listLibrary.ts';
import { lookAtCall } from './lookAtCall.ts';
import { missedCalls } from './missedCalls.ts';
import { offerHandOver } from './offerHandOver.ts';
import { ping } from './ping.ts';
import { readBoard } from './readBoard.ts';
import { readHealth } from './readHealth.ts';
import { recentCalls } from './recentCalls.ts';
import { renewPeer } from './renewPeer.ts';
import { renewReply } from './renewReply.ts';
import { reportConnected } from './reportConnected.ts';
import { reportMedia } from './reportMedia.ts';
import { reportSigning } from './reportSigning.ts';
import { reportQuality } from './reportQuality.ts';
import { resumeAgent } from './resumeAgent.ts';
import { resumeCall } from './resumeCall.ts';
import { sealDigest } from './sealDigest.ts';
import { sealPolicy } from './sealPolicy.ts';
import { beginSecondFactor } from './secondFactor/beginSecondFactor.ts';
import { beginSignIn } from './secondFactor/beginSignIn.ts';
import { completeSignIn } from './secondFactor/completeSignIn.ts';
import { confirmSecondFactor } from './secondFactor/confirmSecondFactor.ts';
import { endSecondFactor } from './secondFactor/endSecondFactor.ts';
import { factorReset } from './secondFactor/factorReset.ts';
import { renewRecoveryCodes } from './secondFactor/renewRecoveryCodes.ts';
import { secondFactor } from './secondFactor/secondFactor.ts';
import { setIntent } from './setIntent.ts';
import { setIntentOf } from './setIntentOf.ts';
import { signal } from './signal.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { startCall } from './startCall.ts';
import { takeCallback } from './takeCallback.ts';
import { takeCalls } from './takeCalls.ts';
import { takeHandOver } from './takeHandOver.ts';
import { topics } from './topics.ts';
import { addPerson } from './conference/addPerson.ts';
import { admitGuest } from './conference/admitGuest.ts';
import { askRoom } from './conference/askRoom.ts';
import { renewServers } from './conference/renewServers.ts';
import { enterAsGuest, leaveAsGuest, resumeAsGuest } from './conference/guestEntry.ts';
import { inviteGuest } from './conference/inviteGuest.ts';
import { leaveCall } from './conference/leaveCall.ts';
import { mergeConsult } from './conference/mergeConsult.ts';
import { pauseGuest } from './conference/pauseGuest.ts';
import { removePerson } from './conference/removePerson.ts';
import { supervise } from './conference/supervise.ts';
import { takeOver } from './conference/takeOver.ts';
import { completeConsult } from './consult/completeConsult.ts';
import { consult } from './consult/consult.ts';
import { endConsult } from './consult/endConsult.ts';
import { swapConsult } from './consult/swapConsult.ts';
import { transferCall } from './transfer/transferCall.ts';
import { transferCard } from './transfer/transferCard.ts';
import { transferCourse } from './transfer/transferCourse.ts';
import { transferEarlier } from './transfer/transferEarlier.ts';
import { transferTargets } from './transfer/transferTargets.ts';

export const HANDLERS: { readonly [N in RequestName]: Handler<N> } = {
  'session.hello': hello,
  'session.ping': ping,
  'lobby.topics': topics,
  'lobby.work': askWork,
  'call.start': startCall,
  'call.resume': resumeCall,
  'call.look': lookAtCall,
  'call.leaveLine': leaveLine,
  'call.askCallback': askCallback,
  'call.takeCallback': takeCallback,
  'call.hangUp': hangUp,
  'call.hold': hold,
  'agent.signIn': signIn,
  'agent.resume': resumeAgent,
  'agent.signOut': signOut,
  'account.sessions': listSessions,
  'account.endSessions': endSessions,
  'account.changePassword': changePassword,
  'agent.beginSignIn': beginSignIn,
  'agent.completeSignIn': completeSignIn,
  'account.secondFactor': secondFactor,
  'account.beginSecondFactor': beginSecondFactor,
  'account.confirmSecondFactor': confirmSecondFactor,
  'account.renewRecoveryCodes': renewRecoveryCodes,
  'account.endSecondFactor': endSecondFactor,
  'account.factorReset': factorReset,
  'agent.failedSignIns': failedSignIns,
  'agent.setIntent': setIntent,
  'offer.answer': answerOffer,
  'offer.decline': declineOffer,
  'task.choose': chooseTask,
  'wrapUp.finish': finishWrapUp,
  'wrapUp.extend': extendWrapUp,
  'history.recent': recentCalls,
  'history.missed': missedCalls,
  'call.references': callReferences,
  'history.contacts': callerContacts,
  'telephone.dial': dial,
  'peer.signal': signal,
  'peer.renew': renewPeer,
  'peer.reportConnected': reportConnected,
  'peer.reportMedia': reportMedia,
  'peer.reportSigning': reportSigning,
  'call.reportQuality': reportQuality,
  'board.read': readBoard,
  'board.health': readHealth,
  'board.setIntent': setIntentOf,
  'reply.begin': beginReply,
  'reply.renew': renewReply,
  'reply.end': endReply,
  'reply.takeCalls': takeCalls,
  'call.addEntry': addEntry,
  'history.entries': listEntries,
  'seal.policy': sealPolicy,
  'seal.make': sealDigest,
  'library.list': listLibrary,
  'assist.policy': assistPolicy,
  'call.offerHandOver': offerHandOver,
  'call.takeHandOver': takeHandOver,
  'transfer.targets': transferTargets,
  'call.transfer': transferCall,
  'transfer.card': transferCard,
  'transfer.course': transferCourse,
  'transfer.earlier': transferEarlier,
  'call.consult': consult,
  'consult.end': endConsult,
  'consult.swap': swapConsult,
  'consult.complete': completeConsult,
  'consult.merge': mergeConsult,
  'call.addPerson': addPerson,
  'call.leave': leaveCall,
  'call.inviteGuest': inviteGuest,
  'guest.admit': admitGuest,
  'guest.pause': pauseGuest,
  'call.removePerson': removePerson,
  'guest.enter': enterAsGuest,
  'guest.resume': resumeAsGuest,
  'guest.leave': leaveAsGuest,
  'call.supervise': supervise,
  'call.takeOver': takeOver,
  'room.ask': askRoom,
  'room.renewServers': renewServers,
  'identity.policy': identityPolicy,
  'identity.challenge': giveChallenge,
  'identity.wantedKeys': wantedKeys,
  'identity.consent': giveConsent,
  'identity.withdraw': withdrawConsent,
  'identity.begin': beginCheck,
  'identity.finish': finishCheck,
  'identity.fileTemplate': fileTemplate,
  'identity.decide': decideIdentity,
  'identity.records': identityRecords,
};
