// The names of ECD's public regions, in Chinese and in English (Alibaba Cloud's list of regions).

/** A region's name in both languages. */
interface RegionName {
  zh: string;
  en: string;
}

const REGION_NAMES: Readonly<Record<string, RegionName>> = {
  'cn-beijing': { zh: '华北2（北京）', en: 'China (Beijing)' },
  'cn-chengdu': { zh: '西南1（成都）', en: 'China (Chengdu)' },
  'cn-guangzhou': { zh: '华南3（广州）', en: 'China (Guangzhou)' },
  'cn-hangzhou': { zh: '华东1（杭州）', en: 'China (Hangzhou)' },
  'cn-hangzhou-finance': { zh: '华东1 金融云', en: 'China East 1 Finance' },
  'cn-hongkong': { zh: '中国香港', en: 'China (Hong Kong)' },
  'cn-nanjing': { zh: '华东5（南京-本地地域）', en: 'China (Nanjing - Local Region)' },
  'cn-qingdao': { zh: '华北1（青岛）', en: 'China (Qingdao)' },
  'cn-shanghai': { zh: '华东2（上海）', en: 'China (Shanghai)' },
  'cn-shanghai-finance-1': { zh: '华东2 金融云', en: 'China East 2 Finance' },
  'cn-shenzhen': { zh: '华南1（深圳）', en: 'China (Shenzhen)' },
  'cn-wulanchabu': { zh: '华北6（乌兰察布）', en: 'China (Ulanqab)' },
  'cn-zhangjiakou': { zh: '华北3（张家口）', en: 'China (Zhangjiakou)' },
  'ap-northeast-1': { zh: '日本（东京）', en: 'Japan (Tokyo)' },
  'ap-southeast-1': { zh: '新加坡', en: 'Singapore' },
  'ap-southeast-5': { zh: '印度尼西亚（雅加达）', en: 'Indonesia (Jakarta)' },
  'ap-southeast-6': { zh: '菲律宾（马尼拉）', en: 'Philippines (Manila)' },
  'ap-southeast-7': { zh: '泰国（曼谷）', en: 'Thailand (Bangkok)' },
  'eu-central-1': { zh: '德国（法兰克福）', en: 'Germany (Frankfurt)' },
  'eu-west-1': { zh: '英国（伦敦）', en: 'UK (London)' },
  'me-central-1': { zh: '沙特（利雅得）', en: 'SAU (Riyadh)' },
  'me-east-1': { zh: '阿联酋（迪拜）', en: 'UAE (Dubai)' },
  'us-east-1': { zh: '美国（弗吉尼亚）', en: 'US (Virginia)' },
  'us-west-1': { zh: '美国（硅谷）', en: 'US (Silicon Valley)' },
};

/** The name of a region: English for `en` and what begins so, else Chinese. A region that is made up has its id. */
export function regionName(regionId: string, language: string | undefined): string {
  return REGION_NAMES[regionId]?.[language?.toLowerCase().startsWith('en') ? 'en' : 'zh'] ?? regionId;
}
