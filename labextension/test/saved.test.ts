/** Which outputs have a picture to show while their widget is not live. */
import { expect, it } from 'vitest';

import { LIVE, still } from '../src/saved/model';

const live = { model_id: 'a', version_major: 2 };

it('keeps what is no widget, where one of it is a picture', () => {
  expect(still({ [LIVE]: live, 'image/svg+xml': '<svg/>', 'text/plain': 'net', 'application/javascript': 'x' })).toEqual({
    'image/svg+xml': '<svg/>', 'text/plain': 'net'
  });
  expect(still({ [LIVE]: live, 'text/html': '<table>' })).toEqual({ 'text/html': '<table>' });
});

it.each([
  [{ [LIVE]: live, 'text/plain': 'IntSlider(value=3)' }],
  [{ [LIVE]: { ...live, model_id: '' }, 'image/png': 'aa' }],
  [{ [LIVE]: live, 'application/vnd.plotly.v1+json': {} }],
  [{ 'image/svg+xml': '<svg/>' }],
  [{ [LIVE]: null, 'image/png': 'aa' }],
  [{ [LIVE]: 'garbage', 'image/png': 'aa' }],
  [{}]
])('leaves %j alone', data => {
  expect(still(data)).toBeNull();
});
