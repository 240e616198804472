import { it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { styleLink } from './style-link.ts';

const facts = profileEvents.StyleLinkGiven.example;
const { given } = specification(styleLink);

it('a link that is to be sent is told of once', () => {
  given([])
    .when({ type: 'GiveStyleLink', facts })
    .then([{ type: 'StyleLinkGiven', data: facts }]);
  given([{ type: 'StyleLinkGiven', data: facts }])
    .when({ type: 'GiveStyleLink', facts })
    .thenNothing();
});
