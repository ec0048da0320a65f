/** The style of what only colleagues' pages have: a wide sheet, a mail, a form, a list. Colours are those of `page-style.ts`. */
export const deskStyle = `
.desk{max-width:760px}
.wide{max-width:1120px}
.desk>main>p,.desk>main>form>p{max-width:44em}
h3{margin:28px 0 4px;font:600 16px/1.6 var(--serif);color:var(--indigo)}
.soft,.hint{color:var(--soft)}
.hint{font-weight:400;font-size:14px}
.whom{margin:-16px 0 28px;font:19px/1.7 var(--serif)}
.company{font:15px/1.7 var(--sans);color:var(--soft)}
.jump{display:none}
a{color:var(--indigo);text-underline-offset:3px}
dl{margin:0}
dt{font-size:13px;letter-spacing:.06em;color:var(--soft)}
dd{margin:0}
.summary{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:20px 36px;margin:0 0 32px;padding:20px 0 4px;border-top:1px solid var(--sand)}
.caution{font-size:14px;line-height:1.8;font-weight:600;color:var(--madder)}
.summary .note{font-size:13px;line-height:1.7}
.facts{margin:12px 0 28px}
.facts>div{display:grid;grid-template-columns:minmax(0,6.5em) 1fr;gap:0 14px;padding:8px 0;border-bottom:1px solid var(--sand);line-height:1.7}
.facts dt{padding-top:2px}
.envelope{margin:12px 0 16px}
.envelope>div{display:grid;grid-template-columns:6em 1fr;gap:0 12px;padding:3px 0;line-height:1.7}
.envelope dt{padding-top:2px}
.envelope>div:first-child dd{font-weight:600}
iframe{display:block;width:100%;height:680px;margin:0 0 8px;border:1px solid var(--edge);background:#fff;color-scheme:light}
pre{margin:8px 0 16px;padding:18px 20px;border:1px solid var(--sand);background:var(--card);font:14px/1.8 var(--sans);white-space:pre-wrap}
.beside .choice{margin:0}
.beside h2+.facts{margin-top:8px}
.history{margin:8px 0 28px;padding:0 0 0 1.3em;font-size:15px;line-height:1.7}
q{quotes:none}
.banner{margin:0 0 28px;padding:16px 20px;border:1px solid var(--edge);border-left:4px solid var(--indigo);background:var(--card)}
.banner.alert{border-left-color:var(--madder)}
.banner p{margin:0}
.banner-title{font-weight:600}
.alert .banner-title{color:var(--madder)}
.banner ul{margin:6px 0 0;padding-left:1.3em}
.field{margin:16px 0 20px}
label{display:block;margin:0 0 4px;font-weight:600}
.problem{margin:0 0 4px;font-size:14px;font-weight:600;color:var(--madder)}
input[type=text],textarea{display:block;width:100%;padding:10px 12px;border:1px solid var(--edge);border-radius:3px;background:var(--sheet);color:var(--ink);font:16px/1.6 var(--sans)}
textarea{resize:vertical}
[aria-invalid=true]{border:2px solid var(--madder)!important}
.buttons{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 14px}
.buttons [hidden]{display:none}
.requests{margin:0 0 28px;padding:0;list-style:none;border-top:1px solid var(--sand)}
.requests>li{padding:20px 0;border-bottom:1px solid var(--sand)}
.pick{display:flex;gap:14px;align-items:flex-start;margin:0;font-weight:400;cursor:pointer}
.pick input{flex:none;width:22px;height:22px;margin:5px 0 0;accent-color:var(--indigo)}
.pick strong{font:600 18px/1.6 var(--serif);color:var(--indigo)}
.line{display:block}
.requests .more{margin:8px 0 0 36px}
.requests .unpicked{margin-left:36px}
summary{width:fit-content;min-height:24px;color:var(--indigo);text-decoration:underline;text-underline-offset:3px;cursor:pointer}
.read{margin:-12px 0 28px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.results{margin:0 0 36px;padding:0;list-style:none}
.results li{padding:12px 0;border-bottom:1px solid var(--sand)}
.results .state{margin:4px 0 0}
@media (min-width:960px){.columns{display:grid;grid-template-columns:minmax(0,1fr) 348px;gap:0 48px;align-items:start}.wide-form{max-width:34em}}
@media (min-width:960px) and (min-height:640px){.beside{align-self:stretch}.beside .choice{position:sticky;top:24px}}
@media (max-width:959px){.beside{margin:40px 0 0}.jump{display:block}}
@media (max-width:480px){iframe{height:70vh;min-height:420px}.summary{grid-template-columns:1fr;gap:14px}.requests .more,.requests .unpicked{margin-left:0}}
@media (forced-colors:active){.banner{border-left-width:8px}}
`;
