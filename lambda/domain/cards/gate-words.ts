import type { GateCause } from '../sending/mail-gate.ts';

/** Words about the gate of all mail. Plain: whoever reads them may be on call for the first time. */
interface GateWords {
  readonly closed: string;
  readonly open: string;
  readonly openLine: string;
  readonly since: string;
  readonly reason: string;
  readonly paused: string;
  /** Before what is to be done: marketers read the card, too. */
  readonly forTeam: (todo: string) => string;
  readonly safe: string;
  readonly from: (since: string, until: string, duration: string) => string;
  readonly duration: (minutes: number) => string;
  readonly causes: Readonly<Record<GateCause, { readonly title: string; readonly todo: string }>>;
}

export const japanese: GateWords = {
  closed: 'いまメールを送れません：すべて待っています',
  open: 'メールの送信を再開しました',
  openLine: '待っていたメールは自動で送られます。何もする必要はありません。',
  since: 'いつから',
  reason: '止まっていた理由',
  paused: '止まっていた間',
  forTeam: (todo) => `管理者の方へ：${todo}`,
  safe: '失われるメールはありません。待っているメールは、送れるようになると自動で送られます（有効期間 validFor を過ぎたものは期限切れとして知らせます）。',
  from: (since, until, duration) => `${since} 〜 ${until}（${duration}）`,
  duration: (minutes) => {
    if (minutes < 60) return `約${minutes}分`;
    return minutes < 48 * 60 ? `約${Math.round(minutes / 60)}時間` : `約${Math.round(minutes / 1440)}日`;
  },
  causes: {
    'daily-quota': {
      title: 'SESの24時間の送信上限に達しました',
      todo: '急がなければ、何もする必要はありません。直近24時間の送信数が減ると自動で再開します。毎日のように起きるときは、AWSのService Quotasで上限の引き上げを申請してください。',
    },
    'account-paused': {
      title: 'AWSがこのアカウントのメール送信を止めています',
      todo: 'SESのコンソールの「Account dashboard」で理由を確かめ、AWSサポートのケースに返事をしてください。自社で止めた場合は、そこで送信を有効に戻してください。',
    },
    'configuration-set-paused': {
      title: 'SESの設定セット（configuration set）の送信が止められています',
      todo: '誰かが止めています。理由を確かめてから、SESのコンソールの「Configuration sets」で送信を有効に戻してください。',
    },
    'configuration-set-missing': {
      title: 'SESの設定セット（configuration set）がありません',
      todo: '削除されたか、デプロイが途中です。データのスタックをもう一度デプロイしてください。',
    },
    'identity-not-verified': {
      title: '送信元のドメインがSESで確認されていません',
      todo: 'データのスタックの出力にあるDKIMのCNAMEレコード3件が、DNSにあるか確かめてください。登録から確認までに72時間ほどかかることがあります。',
    },
    'mail-from-not-verified': {
      title: '送信元（MAIL FROM）のサブドメインがSESで確認されていません',
      todo: 'データのスタックの出力にあるMXとSPFのレコードが、DNSにあるか確かめてください。MXは1件だけにします。',
    },
    sandbox: {
      title: 'SESがサンドボックス（試用の状態）です',
      todo: 'SESのコンソールの「Account dashboard」から本番アクセス（production access）を申請してください。確認済みの宛先だけに送る開発用のステージなら、設定に sendInSandbox: true と書くと送れます。',
    },
  },
};

export const english: GateWords = {
  closed: 'No mail leaves for now: all of it waits',
  open: 'Mail leaves again',
  openLine: 'What waited goes out by itself. Nothing is left to do.',
  since: 'Since',
  reason: 'Why it waited',
  paused: 'How long',
  forTeam: (todo) => `For the platform team: ${todo}`,
  safe: 'Nothing is lost. What waits goes out by itself as soon as it can; a mail that has grown too old meanwhile (validFor) expires, and you are told.',
  from: (since, until, duration) => `${since} – ${until} (${duration})`,
  duration: (minutes) => {
    if (minutes < 60) return `about ${minutes} min`;
    return minutes < 48 * 60 ? `about ${Math.round(minutes / 60)} h` : `about ${Math.round(minutes / 1440)} days`;
  },
  causes: {
    'daily-quota': {
      title: 'The 24-hour quota of SES is used up',
      todo: 'If it can wait, nothing is to be done: it goes on by itself as the last 24 hours move on. If this happens often, ask for a larger quota in Service Quotas.',
    },
    'account-paused': {
      title: 'AWS has paused sending for this account',
      todo: 'See why in the SES console (Account dashboard), and answer AWS’s support case. If one of you paused it, switch sending on again there.',
    },
    'configuration-set-paused': {
      title: 'Sending is paused for the SES configuration set',
      todo: 'Somebody has paused it. Find out why, then switch sending on again in the SES console (Configuration sets).',
    },
    'configuration-set-missing': {
      title: 'The SES configuration set is missing',
      todo: 'It was deleted, or a deployment is half done. Deploy the data stack again.',
    },
    'identity-not-verified': {
      title: 'SES has not verified the domain that mails come from',
      todo: 'Check that the three DKIM CNAME records in the data stack’s outputs are in DNS. Once they are, it may take up to 72 hours.',
    },
    'mail-from-not-verified': {
      title: 'SES has not verified the MAIL FROM subdomain',
      todo: 'Check that the MX and SPF records in the data stack’s outputs are in DNS, with one MX only.',
    },
    sandbox: {
      title: 'The account is in the SES sandbox',
      todo: 'Ask for production access in the SES console (Account dashboard). A developers’ stage that mails verified addresses only may set sendInSandbox: true and send all the same.',
    },
  },
};
