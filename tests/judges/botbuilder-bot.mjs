// The official JavaScript bot, unchanged, that judges the simulator: it checks the simulator's tokens with Microsoft's
// own code and calls its connector by Microsoft's own client.
//   node botbuilder-bot.mjs <app id> <OpenID metadata URL>
// Prints its port, and ends when its standard input does. GET /notify?user=<id>&tenant=<id> makes it write first.
import http from 'node:http';
import {
  ActivityTypes, CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory, TeamsActivityHandler,
  TeamsInfo, TurnContext,
} from 'botbuilder';

const [appId, metadata] = process.argv.slice(2);

// Stands for Entra ID, which is not here: every outgoing call carries this token.
const credentials = {
  isValidAppId: async (id) => id === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    signRequest: async (request) => {
      request.headers.set('authorization', 'Bearer judge');
      return request;
    },
  }),
};

// Once one of these is given, the library takes none of its defaults for the others.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({
  MicrosoftAppId: appId,
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: metadata,
  ToBotFromEmulatorOpenIdMetadataUrl: metadata,
  OAuthUrl: 'https://api.botframework.com',
}, credentials));
adapter.onTurnError = async (context, error) => {
  console.error(error);
  await context.sendActivity(`failed: ${error.statusCode ?? ''} ${error.code ?? error.message}`);
};

const card = (text) => CardFactory.adaptiveCard({
  type: 'AdaptiveCard', version: '1.5',
  body: [{ type: 'TextBlock', text }],
  actions: [{ type: 'Action.Execute', title: 'Yes', verb: 'vote', data: { choice: 'yes' } }],
});

let reference;
let lastCard;

class Bot extends TeamsActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      reference = TurnContext.getConversationReference(context.activity);
      const text = TurnContext.removeRecipientMention(context.activity)?.trim() ?? context.activity.text?.trim();
      await this.answer(context, text);
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      if (context.activity.membersAdded.some((member) => member.id === context.activity.recipient.id))
        await context.sendActivity('welcome');
      await next();
    });
    this.onReactionsAdded(async (context, next) => {
      await context.sendActivity(`reaction ${context.activity.reactionsAdded[0].type}`);
      await next();
    });
  }

  async answer(context, text) {
    switch (text) {
      case 'card':
        lastCard = (await context.sendActivity(MessageFactory.attachment(card('Vote')))).id;
        break;
      case 'update':
        await context.updateActivity({ ...MessageFactory.attachment(card('Closed')), id: lastCard });
        break;
      case 'delete':
        await context.deleteActivity(lastCard);
        break;
      case 'typing':
        await context.sendActivity({ type: ActivityTypes.Typing });
        break;
      case 'roster':
        await context.sendActivity(await roster(context));
        break;
      case 'me': {
        const member = await TeamsInfo.getMember(context, context.activity.from.id);
        await context.sendActivity(`${member.name} ${member.aadObjectId} ${member.email}`);
        break;
      }
      case 'team': {
        const details = await TeamsInfo.getTeamDetails(context);
        const channels = await TeamsInfo.getTeamChannels(context);
        await context.sendActivity(`${details.name} ${channels.map((channel) => channel.name ?? 'General').join(', ')}`);
        break;
      }
      case 'thread':
        await TeamsInfo.sendMessageToTeamsChannel(context, MessageFactory.text('a new thread'), context.activity.channelData.channel.id, appId);
        break;
      default:
        await context.sendActivity(`echo ${text}`);
    }
  }

  async onAdaptiveCardInvoke(context, invoke) {
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: card(`${context.activity.from.name} said ${invoke.action.data.choice}`).content,
    };
  }

  async handleTeamsTaskModuleFetch(_context, request) {
    return { task: { type: 'continue', value: { title: request.data.verb, card: card('A dialog') } } };
  }

  async handleTeamsTaskModuleSubmit() {
    return { task: { type: 'message', value: 'Thanks' } };
  }

  async handleTeamsMessagingExtensionQuery(_context, query) {
    return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [card(query.parameters[0].value)] } };
  }
}

async function roster(context) {
  const names = [];
  let token;
  do {
    const page = await TeamsInfo.getPagedMembers(context, 50, token);
    names.push(...page.members.map((member) => member.name));
    token = page.continuationToken;
  } while (token);
  return `${names.length} members, first ${names[0]}`;
}

async function notify(query) {
  await adapter.continueConversationAsync(appId, reference, (context) => context.sendActivity('by reference'));
  await adapter.createConversationAsync(
    appId, 'msteams', reference.serviceUrl, 'https://api.botframework.com',
    { isGroup: false, bot: { id: `28:${appId}` }, members: [{ id: query.get('user') }], tenantId: query.get('tenant'), channelData: { tenant: { id: query.get('tenant') } } },
    (context) => context.sendActivity('out of the blue'));
}

const bot = new Bot();
const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/notify') {
    await notify(url.searchParams).then(() => response.end('done'), (error) => response.end(`${error.statusCode} ${error.code}`));
    return;
  }

  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  request.body = JSON.parse(Buffer.concat(chunks).toString());
  await adapter.process(request, {
    socket: response.socket,
    header: (name, value) => response.setHeader(name, value),
    status: (code) => { response.statusCode = code; },
    send: (body) => response.write(typeof body === 'string' ? body : JSON.stringify(body)),
    end: () => response.end(),
  }, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
