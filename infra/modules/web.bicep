// The web app and its settings. docs/approval/operations.md says what each setting means.

@description('Name of the web app, unique in the world.')
param name string

@description('Azure region.')
param location string

@description('Resource id of the plan.')
param planId string

@description('Resource id of the managed identity.')
param identityId string

@description('Client id of the managed identity.')
param identityClientId string

@description('What the bot is to Entra: UserAssignedMSI or SingleTenant.')
param appType string

@description('Client id that the bot is known by.')
param appId string

@description('Thumbprint of the certificate on the servers; empty for none.')
param certificateThumbprint string

@description('Address of the tables.')
param tableUri string

@description('Address of the key by which anonymous answers are locked.')
param anonymousKeyAddress string

@description('Ids of the tenants whose people may use the bot.')
param teamsTenantIds array

@description('Object ids of the bot\'s administrators.')
param administratorObjectIds array

@description('Calls to Teams per second in one tenant, by each server.')
param requestsPerSecond int

@description('Whether Microsoft Graph is asked to install the bot for people.')
param graphEnabled bool

@description('Id of the bot in the tenant\'s catalogue of apps; empty to look it up.')
param graphTeamsAppId string

@description('Client id of the Entra application with which calendars in other tenants are read; empty for none.')
param graphAppId string

@description('Which organisation may follow which mailbox, each as address=organisation; empty for no limit but the tenant\'s own.')
param graphMailboxes array

@description('The bot\'s https address for links to files; empty for the web app\'s own.')
param filesPublicUrl string

@description('Client id of the app registration to which people sign in for a file by link; empty for the bot\'s own, if it has one.')
param filesSignInAppId string

@description('More settings, each with name and value.')
param moreSettings array

@description('Resource id of the workspace that gets the logs.')
param workspaceId string

var settings = [
  {
    name: 'MicrosoftAppType'
    value: appType
  }
  {
    name: 'MicrosoftAppId'
    value: appId
  }
  {
    name: 'MicrosoftAppTenantId'
    value: subscription().tenantId
  }
  {
    name: 'Storage__Provider'
    value: 'AzureTables'
  }
  {
    name: 'Storage__AccountUri'
    value: tableUri
  }
  {
    name: 'Anonymous__Key'
    value: anonymousKeyAddress
  }
  {
    name: 'Teams__RequestsPerSecond'
    value: string(requestsPerSecond)
  }
  {
    name: 'Graph__Enabled'
    value: string(graphEnabled)
  }
  {
    name: 'Files__PublicUrl'
    value: empty(filesPublicUrl) ? 'https://${name}.azurewebsites.net' : filesPublicUrl
  }
  {
    name: 'AZURE_CLIENT_ID'
    value: identityClientId
  }
  {
    name: 'WEBSITE_RUN_FROM_PACKAGE'
    value: '1'
  }
]

var allowedTenants = [for (tenantId, i) in teamsTenantIds: {
  name: 'Tenants__Allowed__${i}'
  value: tenantId
}]

var administrators = [for (objectId, i) in administratorObjectIds: {
  name: 'Organisation__Administrators__${i}'
  value: objectId
}]

var mailboxes = [for (pair, i) in graphMailboxes: {
  name: 'Graph__Mailboxes__${i}'
  value: pair
}]

// App Service for Linux puts the certificates named in WEBSITE_LOAD_CERTIFICATES into this folder, without a password.
var certificate = empty(certificateThumbprint) ? [] : [
  {
    name: 'WEBSITE_LOAD_CERTIFICATES'
    value: certificateThumbprint
  }
]

var botCertificate = empty(certificateThumbprint) || !empty(graphAppId) ? [] : [
  {
    name: 'MicrosoftAppCertificatePath'
    value: '/var/ssl/private/${certificateThumbprint}.p12'
  }
]

var graphCertificate = empty(certificateThumbprint) || empty(graphAppId) ? [] : [
  {
    name: 'Graph__AppId'
    value: graphAppId
  }
  {
    name: 'Graph__CertificatePath'
    value: '/var/ssl/private/${certificateThumbprint}.p12'
  }
]

var filesSignIn = empty(filesSignInAppId) ? [] : [
  {
    name: 'Files__SignInAppId'
    value: filesSignInAppId
  }
]

var graphApp = empty(graphTeamsAppId) ? [] : [
  {
    name: 'Graph__TeamsAppId'
    value: graphTeamsAppId
  }
]

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: planId
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'DOTNETCORE|10.0'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/health/ready'
      appSettings: concat(settings, allowedTenants, administrators, mailboxes, graphApp, filesSignIn, moreSettings, certificate, botCertificate, graphCertificate)
    }
  }
}

// Deployment by Entra sign-in only, not by the passwords of FTP and SCM.
resource ftpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

// The bot's own log and the platform's; no HTTP log, since it holds addresses of people.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = site.id
output name string = site.name
output hostName string = site.properties.defaultHostName
