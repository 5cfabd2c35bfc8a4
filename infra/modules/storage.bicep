// The account and the bot's tables.

@description('Name of the account: 3 to 24 small letters and digits, unique in the world.')
param name string

@description('Azure region.')
param location string

@description('How the tables are copied.')
param sku string

@description('Principal id of the identity that reads and writes the tables.')
param readerAndWriterId string

// Built-in role "Storage Table Data Contributor".
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

var tableNames = [
  'ApplicationIndex'
  'Applications'
  'Briefs'
  'Calendars'
  'DecisionIndex'
  'Decisions'
  'Due'
  'FellowshipIndex'
  'Fellowships'
  'Files'
  'GivenUp'
  'Interests'
  'Ladders'
  'Ledger'
  'LedgerBox'
  'LedgerIndex'
  'MeetingIndex'
  'Meetings'
  'OrganisationIndex'
  'Organisations'
  'Pace'
  'PeerReviews'
  'PeerTalks'
  'People'
  'PollDrafts'
  'PollIndex'
  'Polls'
  'PostIndex'
  'Posts'
  'Practices'
  'Privacy'
  'Readiness'
  'Retention'
  'Rosters'
  'SendingIndex'
  'Sendings'
  'Tenants'
  'Thanks'
]

resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-01-01' = {
  parent: account
  name: 'default'
  properties: {}
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-01-01' = [for tableName in tableNames: {
  parent: tableService
  name: tableName
}]

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, readerAndWriterId, tableDataContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
    principalId: readerAndWriterId
    principalType: 'ServicePrincipal'
  }
}

// Tables have no undelete: the account can only be deleted after somebody has taken this lock away.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the answers of members; Azure tables have no undelete.'
  }
}

output tableUri string = account.properties.primaryEndpoints.table
