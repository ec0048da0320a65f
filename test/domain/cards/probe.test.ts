import { expect, it } from 'vitest';
import { withdrawnCard } from '../../../lambda/domain/cards/withdrawn-card.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { ja } from './card-setting.ts';
it('x', () => { const p = withdrawnCard('a', ja); console.log(linesOf(p)); expect(cardProblems(p)).toEqual([]);
 const bad = JSON.parse(JSON.stringify(p)); bad.attachments[0].content.body[0].items[0].size='hugest'; bad.attachments[0].content.body.push({type:'Nope'}); console.log(cardProblems(bad)); });
