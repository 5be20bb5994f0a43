// The demo's application form: AcroForm fields to fill in together.
import type { PDFPage } from '@cantoo/pdf-lib';
import { MARGIN, openSheet, type Sheet } from './sheet.ts';

const FIELD_HEIGHT = 24;
const FIELD_WIDTH = 483;

export async function makeAccountApplication(): Promise<Uint8Array> {
  const sheet = await openSheet('Account application – Demande d’ouverture de compte');
  const page = sheet.turn('Account application', 'Demande d’ouverture de compte');
  sheet.heading('About you', 'Vous');
  text(sheet, page, 'fullName', ['Full name', 'Nom et prénom']);
  text(sheet, page, 'dateOfBirth', ['Date of birth (DD/MM/YYYY)', 'Date de naissance (JJ/MM/AAAA)'], { width: 160 });
  text(sheet, page, 'address', ['Address', 'Adresse'], { height: 60 });
  sheet.heading('The account', 'Le compte');
  accountKind(sheet, page);
  terms(sheet, page);
  sheet.note(
    'This form is an example for demonstrations. It opens no account.',
    'Formulaire donné en exemple pour la démonstration. Il n’ouvre aucun compte.',
  );
  return sheet.save();
}

function text(
  sheet: Sheet,
  page: PDFPage,
  name: string,
  [english, french]: readonly [string, string],
  { width = FIELD_WIDTH, height = FIELD_HEIGHT } = {},
): void {
  sheet.note(english, french);
  const field = sheet.document.getForm().createTextField(name);
  if (height > FIELD_HEIGHT) field.enableMultiline();
  field.setMaxLength(200);
  field.addToPage(page, { x: MARGIN, y: sheet.down(height + 6), width, height, borderWidth: 0.75 });
  field.setFontSize(11);
}

function accountKind(sheet: Sheet, page: PDFPage): void {
  sheet.note('Kind of account', 'Type de compte');
  const field = sheet.document.getForm().createDropdown('accountKind');
  field.setOptions(['Everyday – Courant', 'Joint – Commun', 'Savings – Épargne']);
  field.select('Everyday – Courant');
  const y = sheet.down(FIELD_HEIGHT + 6);
  field.addToPage(page, { x: MARGIN, y, width: 220, height: FIELD_HEIGHT, borderWidth: 0.75 });
  field.setFontSize(11);
}

function terms(sheet: Sheet, page: PDFPage): void {
  sheet.note('I would like my statements online only', 'Je souhaite recevoir mes relevés uniquement en ligne');
  const field = sheet.document.getForm().createCheckBox('statementsOnline');
  field.addToPage(page, { x: MARGIN, y: sheet.down(26), width: 18, height: 18, borderWidth: 0.75 });
}
