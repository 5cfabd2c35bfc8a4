// Tells somebody when the bot is not ready, seen from outside, or answers with errors.

@description('Begins the names.')
param name string

@description('Azure region.')
param location string

@description('E-mail address that is told.')
param email string

@description('Host of the bot.')
param hostName string

@description('Resource id of the web app.')
param webId string

@description('Resource id of the Application Insights component that keeps the readiness test.')
param componentId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-people'
  location: 'global'
  properties: {
    groupShortName: name
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  kind: 'standard'
  tags: {
    'hidden-link:${componentId}': 'Resource'
  }
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: '${name}-ready'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-gb-db3-azr'
      }
      {
        Id: 'emea-nl-ams-azr'
      }
      {
        Id: 'emea-fr-pra-edge'
      }
    ]
    Request: {
      RequestUrl: 'https://${hostName}/health/ready'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-not-ready'
  location: 'global'
  properties: {
    description: 'The bot is not ready, seen from at least two places.'
    severity: 1
    enabled: true
    scopes: [
      readiness.id
      componentId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: readiness.id
      componentId: componentId
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-server-errors'
  location: 'global'
  properties: {
    description: 'The bot answered more than ten requests with an error in five minutes.'
    severity: 2
    enabled: true
    scopes: [
      webId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 10
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}
