import { createHash } from 'node:crypto';
import { deskStyle } from './desk-style.ts';

// The colours of the starter mails: 生成り ground, 紙 sheet, 墨 text, 灰桜 notes, 藍 headings and buttons, 茜 accents, 砂 lines.
const serif = "'Hiragino Mincho ProN','Yu Mincho',YuMincho,'Noto Serif JP','Noto Serif CJK JP',serif";
const sans =
  "'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic',YuGothic,Meiryo,'Noto Sans JP','Noto Sans CJK JP',sans-serif";
const latinSerif = "Georgia,'Times New Roman',serif";
const latinSans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** The one style sheet of every page: no image, no font to fetch. Text 4.5:1 on its ground or better (WCAG 2.2, 1.4.3). */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f4efe6;--sheet:#fffdf9;--ink:#2f2b28;--soft:#6f6560;--indigo:#2b4a5e;--madder:#9a3b3b;--sand:#e4dccf;--card:#f7f1e8;--on-indigo:#fff;--edge:#8a7f74;--serif:${serif};--sans:${sans}}
:root:lang(en){--serif:${latinSerif};--sans:${latinSans}}
@media (prefers-color-scheme:dark){:root{--ground:#17191b;--sheet:#212427;--ink:#ebe5db;--soft:#b5aca2;--indigo:#a9c7d8;--madder:#e79a94;--sand:#3c4145;--card:#292d31;--on-indigo:#17222a;--edge:#8f959a}}
*{box-sizing:border-box}
body{margin:0;padding:40px 16px;background:var(--ground);color:var(--ink);font:16px/1.9 var(--sans);overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.sheet{max-width:600px;margin:0 auto;padding:40px 48px 44px;background:var(--sheet);border-top:4px solid var(--indigo)}
.masthead{margin:0 0 36px;padding:0 0 18px;border-bottom:1px solid var(--sand);font:15px/1.6 var(--serif);letter-spacing:.16em;color:var(--indigo)}
h1{margin:0 0 20px;font:500 28px/1.55 var(--serif);letter-spacing:.05em;color:var(--indigo);text-wrap:balance;word-break:auto-phrase;text-spacing-trim:trim-start}
h2{margin:0 0 4px;font:600 19px/1.6 var(--serif);letter-spacing:.04em;color:var(--indigo)}
:lang(en) h1,:lang(en) h2,:lang(en) .masthead{letter-spacing:.01em}
:lang(en) body{line-height:1.65}
p{margin:0 0 16px;text-wrap:pretty}
.kicker{margin:0 0 6px;font-size:12px;line-height:1.6;letter-spacing:.2em;color:var(--madder)}
:lang(en) .kicker{letter-spacing:.1em}
:lang(en) button{letter-spacing:0}
.choice{margin:20px 0 0;padding:24px;background:var(--card);border:1px solid var(--sand)}
.choice p:last-child{margin-bottom:0}
.note{font-size:14px;line-height:1.8;color:var(--soft)}
.state{display:flex;gap:10px;align-items:baseline;margin:10px 0 16px;font-weight:600}
.state::before{content:"";flex:none;width:12px;height:12px;border:2px solid var(--indigo);border-radius:50%;background:var(--indigo);transform:translateY(1px)}
.state.stopped::before{border-color:var(--edge);background:none}
.lead{margin:0 0 28px}
form{margin:0}
button{display:inline-block;min-height:48px;max-width:100%;padding:11px 28px;border:1px solid var(--indigo);border-radius:3px;background:var(--indigo);color:var(--on-indigo);font:600 16px/1.5 var(--sans);letter-spacing:.04em;cursor:pointer}
button.quiet{border-color:var(--edge);background:none;color:var(--indigo)}
button:hover{text-decoration:underline;text-underline-offset:4px}
:focus-visible{outline:3px solid var(--madder);outline-offset:3px}
.aside{margin:36px 0 0}
.aside h2{font-size:16px}
footer{margin:40px 0 0;padding:22px 0 0;border-top:1px solid var(--sand);font-size:13px;line-height:1.8;color:var(--soft)}
footer p{margin:0}
@media (max-width:480px){body{padding:0}.sheet{min-height:100vh;padding:28px 22px 36px}h1{font-size:24px}.choice{padding:20px 18px}button{width:100%;padding-inline:12px}}
@media (forced-colors:active){.state::before{forced-color-adjust:none}}${deskStyle}`;

/** The style sheet's CSP source: allows this text and no other (CSP Level 3, hash-source). */
export const pageStyleSource = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;
