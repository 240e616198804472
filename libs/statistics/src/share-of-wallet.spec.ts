import { describe, expect, it } from '@jest/globals';
import { shareOfWallet, walletAllocation } from './share-of-wallet.ts';

describe('share of wallet', () => {
  it('is what is spent with us of all that is spent in the category', () => {
    expect([shareOfWallet(300, 1200), shareOfWallet(0, 1200), shareOfWallet(-5, 10)]).toEqual([0.25, 0, 0]);
  });

  it('is all of it where the customer told of less than it spent with us, and nothing without a wallet', () => {
    expect([shareOfWallet(300, 200), shareOfWallet(300, 0)]).toEqual([1, null]);
  });

  it('is by rank what the wallet allocation rule says: 1/2, 1/3, 1/6 among three', () => {
    expect([1, 2, 3].map(rank => walletAllocation(rank, 3))).toEqual(
      [1 / 2, 1 / 3, 1 / 6].map(x => expect.closeTo(x, 12)),
    );
    expect([walletAllocation(4, 3), walletAllocation(0, 3)]).toEqual([null, null]);
  });
});
