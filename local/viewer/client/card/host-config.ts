/** How Teams shows cards: its sizes, spaces and colours, in its light or its dark theme. */
export function teamsHostConfig(dark: boolean): object {
  const ink = dark ? { text: '#ffffff', subtle: '#adadad' } : { text: '#242424', subtle: '#616161' };
  const tones = dark
    ? { accent: '#7f85f5', good: '#92c353', warning: '#f8d22a', attention: '#f9526b' }
    : { accent: '#5b5fc7', good: '#107c41', warning: '#8a5a00', attention: '#c4314b' };
  const pair = (color: string, subtle = color) => ({ default: color, subtle });
  const foregroundColors = {
    default: pair(ink.text, ink.subtle),
    dark: pair(ink.text, ink.subtle),
    light: pair(ink.subtle),
    accent: pair(tones.accent),
    good: pair(tones.good),
    warning: pair(tones.warning),
    attention: pair(tones.attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: "'Segoe UI', 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: dark ? '#3d3d3d' : '#e0e0e0' },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: style(dark ? '#292929' : '#ffffff'),
      emphasis: style(dark ? '#1f1f1f' : '#f5f5f5'),
      accent: style(dark ? '#2f2f4a' : '#e8ebfa'),
      good: style(dark ? '#1d2b18' : '#e7f2da'),
      warning: style(dark ? '#332c12' : '#fbf6d9'),
      attention: style(dark ? '#3b1d22' : '#fcf4f6'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: {
      title: { size: 'default', color: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { size: 'default', color: 'default', isSubtle: false, weight: 'default', wrap: true },
      spacing: 16,
    },
    supportsInteractivity: true,
  };
}
