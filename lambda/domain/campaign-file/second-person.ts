import type { LocalizedText } from '../locale.ts';
import { isMailableAddress } from '../mail-address.ts';
import type { Place, ProblemList } from './problem-list.ts';

/** Who uploaded a campaign file, under '', and its partials by name, as the uploads themselves say. */
export type Uploaders = ReadonlyMap<string, string | undefined>;

export const secondPersonWithoutSignIn: LocalizedText = {
  ja: 'secondPerson は、承認者がサインインする環境でだけ使えます。名前を入力するだけの承認では、別の人であることを確かめられません。システム担当に signIn の設定を頼んでください。',
  en: 'secondPerson works only where approvers sign in: a name that somebody types proves nothing. Ask the platform team to set up signIn.',
};

export const secondPersonWithoutApproval: LocalizedText = {
  ja: 'secondPerson は approval: never とは一緒に使えません。always か flagged にしてください。',
  en: 'secondPerson cannot go with approval: never. Write always or flagged.',
};

/** Reports each file of the mail of which nobody says, by an address, who uploaded it. `place` is that of the demand. */
export function checkUploaders(
  partials: readonly string[],
  uploaders: Uploaders,
  place: Place,
  problems: ProblemList,
): void {
  for (const name of ['', ...partials.toSorted()]) {
    const file = name === '' ? place.file : `partials/${name}.hbs`;
    if (!isMailableAddress(uploaders.get(name) ?? '')) problems.add(place, uploaderUnknown(file));
  }
}

function uploaderUnknown(file: string): LocalizedText {
  const name = file.slice(file.indexOf('/') + 1);
  const command = `aws s3 cp ${name} s3://…/${file} --metadata uploaded-by=you@example.jp`;
  return {
    ja: `secondPerson のキャンペーンでは、誰がアップロードしたかの記録が要ります。${file} を、メタデータ uploaded-by にご自分のメールアドレスを付けてアップロードし直してください（コマンドなら ${command}、S3 の画面ならメタデータに x-amz-meta-uploaded-by を追加）。`,
    en: `secondPerson needs to know who uploads. Upload ${file} again with your own address as its metadata uploaded-by: ${command}, or add x-amz-meta-uploaded-by under Metadata in the S3 console.`,
  };
}
