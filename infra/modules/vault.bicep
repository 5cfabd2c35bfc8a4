// Keeps the key by which anonymous answers are locked until an ask has closed, and, where the bot is no managed identity,
// the certificate of its Entra application.

@description('Name of the vault: 3 to 24 letters, digits and dashes, unique in the world.')
param name string

@description('Azure region.')
param location string

@description('Object id of the service principal Microsoft Azure App Service, which copies the certificate to the servers; empty for none.')
param appServicePrincipalId string

@description('Object id of the managed identity, which locks and unlocks with the key.')
param botPrincipalId string

// Built-in role "Key Vault Certificate User".
var certificateUser = 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba'

// Built-in role "Key Vault Crypto Service Encryption User": reads what a key is, wraps and unwraps; nothing else.
var keyUser = 'e147488a-f6f5-4113-8e2d-b22465e65bf6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(appServicePrincipalId)) {
  name: guid(vault.id, appServicePrincipalId, certificateUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', certificateUser)
    principalId: appServicePrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource anonymousKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'anonymous'
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
  }
}

resource keyGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, botPrincipalId, keyUser)
  scope: anonymousKey
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyUser)
    principalId: botPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output id string = vault.id
output name string = vault.name
output anonymousKeyAddress string = '${vault.properties.vaultUri}keys/${anonymousKey.name}'
