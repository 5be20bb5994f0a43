// What the published types leave out: `messenger.scripting`, as far as it is used here.
declare namespace messenger.scripting {
  function executeScript(injection: { target: { tabId: number }; files: string[] }): Promise<unknown>;
  namespace compose {
    function registerScripts(scripts: { id: string; js: string[] }[]): Promise<void>;
    function unregisterScripts(): Promise<void>;
  }
}
