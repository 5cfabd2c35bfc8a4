// The servers.

@description('Name of the plan.')
param name string

@description('Azure region.')
param location string

@description('Size of the servers.')
param sku string

@description('Number of servers.')
param instances int

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: {
    name: sku
    capacity: instances
  }
  properties: {
    reserved: true // Linux
  }
}

output id string = plan.id
