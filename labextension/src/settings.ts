/** Settings as features use them: read once they are there, and again whenever they change. */
import type { ISettingRegistry } from '@jupyterlab/settingregistry';

/** `id` is the plugin's, which is the schema's too. Without a registry `read` is never called. */
export function followSettings(registry: ISettingRegistry | null, id: string, read: (settings: ISettingRegistry.ISettings) => void): void {
  void registry?.load(id).then(
    settings => {
      settings.changed.connect(read);
      read(settings);
    },
    (reason: unknown) => console.warn(`Noodle: no settings of ${id}`, reason)
  );
}
