// Checks the SMTP configuration with every change: findings are inspections of the build. Keeps the routing table. Put it
// into .teamcity/settings.kts; `smtpconf` has to be on the PATH of the agent.
import jetbrains.buildServer.configs.kotlin.*
import jetbrains.buildServer.configs.kotlin.buildSteps.script
import jetbrains.buildServer.configs.kotlin.triggers.vcs

version = "2024.03"

project {
    buildType(SMTPConfiguration)
}

object SMTPConfiguration : BuildType({
    name = "SMTP configuration"
    artifactRules = "routing.json"

    vcs {
        root(DslContext.settingsRoot)
    }

    steps {
        script {
            name = "Check"
            scriptContent = "smtpconf check --no-filesystem --format teamcity"
        }
        script {
            name = "Build the routing table"
            scriptContent = "smtpconf build --no-filesystem -o routing.json"
        }
    }

    triggers {
        vcs { }
    }
})
