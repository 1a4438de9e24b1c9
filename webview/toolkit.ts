/*
 * The only file that knows the component library: `@vscode/webview-ui-toolkit` is no longer maintained, and a successor
 * is to be a change of this file. Marks make elements by the names exported here.
 */
import './nonce.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
} from '@vscode/webview-ui-toolkit';

export const BUTTON = 'vscode-button';
export const DROPDOWN = 'vscode-dropdown';
export const OPTION = 'vscode-option';
export const PANELS = 'vscode-panels';
export const PANEL_TAB = 'vscode-panel-tab';
export const PANEL_VIEW = 'vscode-panel-view';

/** A dropdown or a set of panels as far as marks use it. */
export interface Choice extends HTMLElement {
  value: string;
  activeid: string;
}

/** Defines the custom elements; call once, before the first drawing. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
  );
  // The library has looked; the secret need not stay in the page.
  document.querySelector('meta[property="csp-nonce"]')?.remove();
}
