// Copies the Entra application's certificate from the vault to the servers.

@description('Name of the copy.')
param name string

@description('Azure region.')
param location string

@description('Resource id of the plan whose servers get it.')
param planId string

@description('Resource id of the vault.')
param vaultId string

@description('Name of the certificate in the vault.')
param secretName string

resource certificate 'Microsoft.Web/certificates@2023-12-01' = {
  name: name
  location: location
  properties: {
    keyVaultId: vaultId
    keyVaultSecretName: secretName
    serverFarmId: planId
  }
}

output thumbprint string = certificate.properties.thumbprint
