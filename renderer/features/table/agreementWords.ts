// The words of the agreement's page, in the language of whoever writes it.
import type { AgreementWords } from '../../core/documents/flatten.ts';
import { m } from '../../paraglide/messages.js';

export function agreementWords(): AgreementWords {
  return {
    heading: m.tableAgreementHeading(),
    documentLabel: m.tableAgreementDocument(),
    signedLabel: m.tableAgreementSigned(),
    customerLabel: m.tableAgreementCustomer(),
    agentLabel: m.tableAgreementAgent(),
    timeLabel: m.tableAgreementTime(),
    hashLabel: m.tableAgreementHash(),
    noSignature: m.tableAgreementNoSignature(),
  };
}
