// Everything the bot needs in one resource group. Two ways to run it, see docs/deploy.md:
//   entraAppId empty: Azure and Teams are one tenant; the bot is a managed identity, there is no secret.
//   entraAppId given: Teams is in other tenants (NHSmail); the bot is an Entra application with a certificate.

@description('Short name that begins the names of all resources: 3 to 11 small letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Azure region of everything but the bot registration, which is global.')
param location string = resourceGroup().location

@description('Name of the bot as people see it in Teams.')
@maxLength(42)
param displayName string = 'LeadershipBot'

@description('Ids of the Microsoft 365 tenants whose people may use the bot.')
@minLength(1)
param teamsTenantIds array = [
  subscription().tenantId
]

@description('Object ids of the bot\'s administrators, who may ask it for its status and set up organisations.')
param administratorObjectIds array = []

@description('Client id of the Entra application, where Teams is in another tenant than Azure; empty for a managed identity.')
param entraAppId string = ''

@description('Name in the vault of the certificate of the Entra application (entraAppId, or else graphAppId); empty until it has been made there.')
param certificateName string = ''

@description('Object id, in this tenant, of the service principal Microsoft Azure App Service; needed with a certificate.')
param appServicePrincipalId string = ''

@description('Size of the servers.')
param planSku string = 'P0v3'

@description('Number of servers.')
@minValue(1)
@maxValue(10)
param instances int = 1

@description('How the tables are copied: within a region (ZRS) or to a second one (GZRS).')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_ZRS'

@description('Calls to Teams per second that the bot allows itself in one tenant, for all servers together. Teams allows 50.')
@minValue(1)
@maxValue(50)
param requestsPerSecond int = 40

@description('Whether organisers may have the bot installed for people, by Microsoft Graph; the tenant grants it first, see docs/deploy.md.')
param graphEnabled bool = false

@description('Id of the bot in the tenant\'s catalogue of apps; empty to look it up, and with several tenants.')
param graphTeamsAppId string = ''

@description('Client id of an Entra application with which calendars in other tenants are read, where the bot is a managed identity; empty for none. Its certificate is certificateName.')
param graphAppId string = ''

@description('Which organisation may follow which mailbox, each as address=organisation, such as board@example.nhs.uk=larkford; empty where one organisation is alone in its tenant, which may then follow what that granted. Where several share a tenant, none follows another calendar while it is empty.')
param graphMailboxes array = []

@description('The bot\'s https address for links to files; empty for the web app\'s own.')
param filesPublicUrl string = ''

@description('Client id of the app registration to which people sign in for a file by link; empty for the Entra application, or for no links with a managed identity.')
param filesSignInAppId string = ''

@description('More settings of the bot, each with name and value, such as Retention__Polls and 730.')
param moreSettings array = []

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('E-mail address that is told when the bot is not ready; empty for nobody.')
param alertEmail string = ''

var usesEntraApp = !empty(entraAppId)
var usesGraphApp = !usesEntraApp && !empty(graphAppId)
var usesCertificate = (usesEntraApp || usesGraphApp) && !empty(certificateName)
var unique = uniqueString(resourceGroup().id, name)

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${name}-identity'
    location: location
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: name
    location: location
    logDays: logDays
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${name}${unique}', 24)
    location: location
    sku: storageSku
    readerAndWriterId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${name}-${unique}', 24)
    location: location
    appServicePrincipalId: appServicePrincipalId
    botPrincipalId: identity.outputs.principalId
  }
}

module plan 'modules/plan.bicep' = {
  name: 'plan'
  params: {
    name: '${name}-plan'
    location: location
    sku: planSku
    instances: instances
  }
}

module certificate 'modules/certificate.bicep' = if (usesCertificate) {
  name: 'certificate'
  params: {
    name: '${name}-certificate'
    location: location
    planId: plan.outputs.id
    vaultId: vault.outputs.id
    secretName: certificateName
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    name: '${name}-${unique}'
    location: location
    planId: plan.outputs.id
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    appType: usesEntraApp ? 'SingleTenant' : 'UserAssignedMSI'
    appId: usesEntraApp ? entraAppId : identity.outputs.clientId
    certificateThumbprint: usesCertificate ? certificate.outputs.thumbprint : ''
    tableUri: storage.outputs.tableUri
    anonymousKeyAddress: vault.outputs.anonymousKeyAddress
    teamsTenantIds: teamsTenantIds
    administratorObjectIds: administratorObjectIds
    requestsPerSecond: requestsPerSecond
    graphEnabled: graphEnabled
    graphTeamsAppId: graphTeamsAppId
    graphAppId: usesGraphApp ? graphAppId : ''
    graphMailboxes: graphMailboxes
    filesPublicUrl: filesPublicUrl
    filesSignInAppId: filesSignInAppId
    moreSettings: moreSettings
    workspaceId: monitoring.outputs.workspaceId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-bot-${unique}'
    displayName: displayName
    endpoint: 'https://${web.outputs.hostName}/api/messages'
    appType: usesEntraApp ? 'SingleTenant' : 'UserAssignedMSI'
    appId: usesEntraApp ? entraAppId : identity.outputs.clientId
    identityId: usesEntraApp ? '' : identity.outputs.id
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  name: 'alerts'
  params: {
    name: name
    location: location
    email: alertEmail
    hostName: web.outputs.hostName
    webId: web.outputs.id
    componentId: monitoring.outputs.componentId
  }
}

@description('The id to give to the package command as --app-id.')
output appId string = usesEntraApp ? entraAppId : identity.outputs.clientId

@description('The host of the bot.')
output hostName string = web.outputs.hostName

@description('The web app to deploy the program to.')
output webAppName string = web.outputs.name

@description('The vault of the key for anonymous answers, in which the certificate is made, too.')
output vaultName string = vault.outputs.name

@description('Object id of the managed identity, to which a tenant\'s administrator grants Graph; docs/deploy.md says how.')
output identityPrincipalId string = identity.outputs.principalId
