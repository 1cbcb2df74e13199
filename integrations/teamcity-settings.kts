// Checks the SMTP configuration on every change, reports findings as inspections, and keeps the routing table. Copy it
// to .teamcity/settings.kts. Needs `smtpconf` on the PATH of the agent.
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
