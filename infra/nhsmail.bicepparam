// Azure in the body's own tenant, Teams in another (NHSmail): the bot is a multi-tenant Entra application of the
// body's tenant, with a certificate from the vault. docs/deploy.md says in which order the values are found.
using './main.bicep'

param name = 'lbot'
param displayName = 'LeadershipBot'
param instances = 2
param alertEmail = 'bot.operators@example.nhs.uk'
param teamsTenantIds = [
  '22222222-2222-4222-8222-222222222222'
]
param administratorObjectIds = [
  '11111111-1111-4111-8111-111111111111'
]
param entraAppId = '33333333-3333-4333-8333-333333333333'
param certificateName = 'leadershipbot'
param appServicePrincipalId = '44444444-4444-4444-8444-444444444444'
