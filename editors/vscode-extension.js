// smtpconf in VS Code, as the smallest extension of its own: see README.md.
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = () => {
  const files = ['smtpconf.{yaml,yml}', '*.smtp.{yaml,yml}', '*.test.{yaml,yml}'];
  client = new LanguageClient(
    'smtpconf',
    { command: 'smtpconf', args: ['lsp'] },
    {
      documentSelector: files.map((name) => ({ scheme: 'file', pattern: `**/${name}` })),
      // The settings are those under "smtpconf" in settings.json.
      synchronize: { configurationSection: 'smtpconf' },
    }
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
