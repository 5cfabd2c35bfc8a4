// Keeps the certificate of the Entra application. Empty where the bot is a managed identity.

@description('Name of the vault: 3 to 24 letters, digits and dashes, unique in the world.')
param name string

@description('Azure region.')
param location string

@description('Object id of the service principal Microsoft Azure App Service, which copies the certificate to the servers; empty for none.')
param appServicePrincipalId string

// Built-in role "Key Vault Certificate User".
var certificateUser = 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba'

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

output id string = vault.id
output name string = vault.name
