/** A template of a portal's mails. */
export interface EmailTemplate {
  readonly name: string;
  readonly label: string;
  readonly variables: readonly string[];
  readonly default_content: {
    readonly subject: string;
    readonly title: string;
    readonly body: string;
    readonly button_label?: string;
  };
}

const DEVELOPER = [
  'portal_display_name',
  'portal_domain',
  'developer_email',
  'developer_fullname',
  'dev_portal_reply_to',
];
const APPLICATION = [...DEVELOPER, 'api_name', 'api_version', 'api_documentation_url', 'application_name'];
const CREDENTIAL = [...APPLICATION, 'credential_name', 'credential_expires_at'];

function template(name: string, variables: readonly string[], body: string, button_label?: string): EmailTemplate {
  const words = name.replaceAll('-', ' ');
  const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const content = { subject: label, title: label, body, ...(button_label === undefined ? {} : { button_label }) };
  return { name, label, variables, default_content: content };
}

/** The names are the contract's (3.15.0); the variables and texts are made up. */
export const EMAIL_TEMPLATES: readonly EmailTemplate[] = [
  template('confirm-email-address', DEVELOPER, 'Confirm your address to go on.', 'Confirm'),
  template('app-registration-approved', APPLICATION, '{{application_name}} may use {{api_name}}.'),
  template('app-registration-rejected', APPLICATION, '{{application_name}} may not use {{api_name}}.'),
  template('app-registration-revoked', APPLICATION, '{{application_name}} may not use {{api_name}} any more.'),
  template('reset-password', DEVELOPER, 'Choose a new password.', 'Reset'),
  template('account-access-approved', [...DEVELOPER, 'developer_status'], 'You have access.', 'Sign in'),
  template('account-access-rejected', [...DEVELOPER, 'developer_status'], 'You have no access.'),
  template('account-access-revoked', [...DEVELOPER, 'developer_status'], 'You have no access any more.'),
  template('api-key-expiring-soon', CREDENTIAL, '{{credential_name}} expires on {{credential_expires_at}}.'),
  template('api-key-expired', CREDENTIAL, '{{credential_name}} has expired.'),
  template('developer-invitation', DEVELOPER, 'You are invited to {{portal_display_name}}.', 'Accept'),
];

/** The variables of all templates, each with its templates; their descriptions are made up as well. */
export function emailVariables(): { name: string; description: string; example: string; scope: string[] }[] {
  const names = new Set(EMAIL_TEMPLATES.flatMap(({ variables }) => variables));
  return [...names].map((name) => ({
    name,
    description: `The ${name.replaceAll('_', ' ')}.`,
    example: `{{${name}}}`,
    scope: EMAIL_TEMPLATES.filter(({ variables }) => variables.includes(name)).map((one) => one.name),
  }));
}
