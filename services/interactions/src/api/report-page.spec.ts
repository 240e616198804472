import { describe, expect, it } from '@jest/globals';
import { periodOf } from '../domain/report-period.ts';
import { reportOf } from '../domain/report.ts';
import { reportPage } from './report-page.ts';
import texts from './report-texts.json' with { type: 'json' };

const counted = {
  month: '2026-02',
  place: 'berlin<script>',
  region: null,
  deliveries: 1000,
  volume: 12_345,
  sentKnown: 0,
  sentOnTime: 0,
  arrivedKnown: 1000,
  arrivedOnTime: 985,
  documentsRight: 1000,
  shippedRight: 999,
  lossAndDamage: 1,
  accidents: 0,
};
const goal = {
  goalId: 'g',
  measure: 'arrivedOnTime' as const,
  target: 0.98,
  from: '2026-01',
  reviews: [{ reviewedOn: '2026-03-05', met: true, next: 'change' }],
};
const report = {
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  asOf: '2026-03-02T09:00:00.000Z',
  money: [{ month: '2026-02', currency: 'JPY', bought: 1200, refunded: 200 }],
  ...reportOf(periodOf('month', '2026-02'), [counted], [goal]),
};

describe('the page of the report', () => {
  it('says the figures in English and in Chinese', () => {
    const english = reportPage(report, 'en');
    expect(english).toContain('<html lang="en">');
    for (const text of ['12,345', '98.5%', '100.0%', 'Arrived on time', '2026-03-05: yes, change', 'JP¥1,200']) {
      expect(english).toContain(text);
    }
    const chinese = reportPage(report, 'zh');
    expect(chinese).toContain('<html lang="zh-CN">');
    for (const text of ['准时到达', '98.5%', '2026-03-05: 是, 调整']) expect(chinese).toContain(text);
  });

  it('shows how the volume of places went over quarters and years, where places are told', () => {
    const page = reportPage(report, 'en');
    const [, trend = ''] = /Volume by place over time(.*?)<\/section>/s.exec(page) ?? [];
    for (const text of ['2025 Q4', '2026 Q1', '2024', 'berlin&lt;script&gt;', '12,345']) expect(trend).toContain(text);
    expect(reportPage(report, 'zh')).toContain('各地点货量趋势');
    const placeless = { ...report, ...reportOf(periodOf('month', '2026-02'), [{ ...counted, place: null }], []) };
    expect(reportPage(placeless, 'en')).not.toContain('Volume by place over time');
  });

  it('has nothing of a script, and nothing that is fetched', () => {
    const page = reportPage(report, 'en');
    expect(page).toContain('berlin&lt;script&gt;');
    expect(page).not.toMatch(/<script|<link|<img|https?:\/\/|\son\w+=/);
  });

  it('says so where nothing was delivered and nothing is agreed', () => {
    const empty = { ...report, money: [], ...reportOf(periodOf('year', '2026-02'), [], []) };
    expect(reportPage(empty, 'en')).toContain('Nothing was delivered');
    expect(reportPage(empty, 'zh')).toContain('本期没有约定目标');
  });

  it('has the same words in both languages', () => {
    expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort());
  });
});
