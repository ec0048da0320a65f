import type { Locale } from '../locale.ts';
import type { ChoiceAction } from './mail-choice.ts';

/** The words of the preferences page in one language. `campaign` is the campaign's quoted name, or what stands for it. */
export interface PreferenceTexts {
  readonly heading: string;
  readonly lead: string;
  readonly quoted: (name: string) => string;
  readonly unnamedCampaign: string;
  readonly campaignKicker: string;
  readonly allKicker: string;
  readonly allHeading: string;
  readonly allNote: string;
  readonly receiving: string;
  readonly stopped: string;
  readonly stoppedWithAll: string;
  readonly withheld: string;
  readonly withheldHeading: string;
  readonly withheldNote: (contact: string) => string;
  readonly buttons: Readonly<Record<ChoiceAction, string>>;
  readonly resumeHeading: string;
  readonly resumeNote: string;
  readonly done: Readonly<Record<ChoiceAction, (campaign: string) => string>>;
  readonly doneNote: Readonly<Record<ChoiceAction, string>>;
  readonly contractHeading: string;
  readonly contractNote: string;
}

const stoppedNoteJa = '設定はすでに反映されています。行き違いで、送信済みのメールが届くことがあります。';
const stoppedNoteEn = 'This is in effect now. A mail that was already on its way may still arrive.';

/** The words in every language. */
export const preferenceTexts: Readonly<Record<Locale, PreferenceTexts>> = {
  ja: {
    heading: 'メール配信の設定',
    lead: 'ご案内メールの停止と再開ができます。ログインは不要です。ボタンを押すまで、設定は変わりません。',
    quoted: (name) => `「${name}」`,
    unnamedCampaign: 'このリンクのあったメール',
    campaignKicker: 'このメールだけ',
    allKicker: 'まとめて',
    allHeading: 'すべてのご案内メール',
    allNote: 'お祝いやおすすめ、お知らせなど、宣伝を含むことのあるメールのすべてです。',
    receiving: '受け取る設定です',
    stopped: '停止しています',
    stoppedWithAll: 'まとめて停止しています',
    withheld: 'いまはお届けしていません',
    withheldHeading: '受け取りをご希望のとき',
    withheldNote: (contact) =>
      `ただいま、ご案内メールをお届けできない状態になっており、この画面では変更できません。お手数ですが、${contact} までご連絡ください。`,
    buttons: {
      'stop-campaign': 'このメールだけ停止する',
      'stop-all': 'ご案内をすべて停止する',
      resume: 'もう一度受け取る',
    },
    resumeHeading: '配信の再開',
    resumeNote:
      '押していただくと、宣伝を含むことのあるご案内メールの受信にご同意いただいたものとして、上の停止を解除します。',
    done: {
      'stop-campaign': (campaign) => `${campaign}を停止しました`,
      'stop-all': () => 'ご案内メールをすべて停止しました',
      resume: () => '停止を解除しました',
    },
    doneNote: {
      'stop-campaign': stoppedNoteJa,
      'stop-all': stoppedNoteJa,
      resume: '次のご案内からお届けします。いつでもまた停止できます。',
    },
    contractHeading: 'ご契約に関する大切なお知らせについて',
    contractNote:
      '契約の満了やお申し込み内容のご連絡など、お取引に必要なお知らせは、この設定にかかわらずお届けします。届かないとお客様の不利益となることがあるためです。宣伝は含みません。',
  },
  en: {
    heading: 'Your mail settings',
    lead: 'Stop our mails here, or come back. No login is needed, and nothing changes until you press a button.',
    quoted: (name) => `“${name}”`,
    unnamedCampaign: 'The mail that brought you here',
    campaignKicker: 'Only this mail',
    allKicker: 'All at once',
    allHeading: 'All our marketing mails',
    allNote: 'Every greeting, recommendation and piece of news that may carry advertising.',
    receiving: 'Set to receive',
    stopped: 'Stopped',
    stoppedWithAll: 'Stopped together with all the others',
    withheld: 'Not being sent at present',
    withheldHeading: 'If you would like to receive our mails',
    withheldNote: (contact) =>
      `We are not able to send you our mails at present, and this page cannot change that. Please get in touch with us: ${contact}`,
    buttons: {
      'stop-campaign': 'Stop only this mail',
      'stop-all': 'Stop all marketing mails',
      resume: 'Receive mails again',
    },
    resumeHeading: 'Come back',
    resumeNote:
      'By pressing the button you agree to receive mails that may carry advertising, and the stops above are lifted.',
    done: {
      'stop-campaign': (campaign) => `${campaign} has been stopped`,
      'stop-all': () => 'All marketing mails have been stopped',
      resume: () => 'The stops have been lifted',
    },
    doneNote: {
      'stop-campaign': stoppedNoteEn,
      'stop-all': stoppedNoteEn,
      resume: 'You will hear from us with the next mail. You can stop again at any time.',
    },
    contractHeading: 'About notices on your contract',
    contractNote:
      'Notices that your dealings with us require, such as the end of a contract or the details of an order, are sent whatever is set here, because missing them could cost you. They carry no advertising.',
  },
};
